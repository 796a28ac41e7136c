# ruff: noqa: E501  (a table of texts)
"""The errors that the page shows in Chinese, by their English sentence (errors.DemoError)."""

from typing import Final

from qwen_demo.errors import DemoError

CHINESE: Final[dict[str, str]] = {
    # Pictures, PDF files and videos.
    "{name} is too large: at most {limit} megapixels are read.": "{name} 太大：最多读取 {limit} 百万像素。",
    "{name} is {width}x{height}: more than {limit} times longer than wide. Cut it first.": (
        "{name} 的尺寸为 {width}x{height}，长宽比超过 {limit}。请先裁剪。"
    ),
    "{name} can't be read as a picture. Is it a whole file?": "{name} 无法作为图片读取，文件是否完整？",
    "{name} can't be read as a PDF; a password may protect it.": (
        "{name} 无法作为 PDF 读取，可能有密码保护。"
    ),
    '{name} has {count} pages; "{pages}" is no range of them. Write for example 1-3.': (
        "{name} 共 {count} 页，“{pages}”不是有效的页码范围。请写成 1-3 这样的形式。"
    ),
    "{name}: {count} pages, but a message takes at most {limit} pictures. "
    'Choose some under "PDF pages", for example 1-{limit}.': (
        "{name} 有 {count} 页，而一条消息最多放 {limit} 张图片。请在“PDF 页码”中选择，例如 1-{limit}。"
    ),
    "{name} can't be read as a video. MP4, MOV, WebM and MKV are.": (
        "{name} 无法作为视频读取。支持 MP4、MOV、WebM 和 MKV。"
    ),
    "{name} can't be read as a video: at most 4K and an hour, in a usual format such as "
    "H.264 in MP4.": "{name} 无法作为视频读取：最高 4K、最长一小时，请用 H.264 的 MP4 等常见格式。",
    "{name} is a video, and this model takes none. Send pictures of it.": (
        "{name} 是视频，而此模型不支持视频。请改发其中的图片。"
    ),
    "{name}: at most {limit} more videos fit in this conversation.": (
        "{name}：此对话最多还能放 {limit} 个视频。"
    ),
    "{name}: at most {limit} more pictures fit in this conversation.": (
        "{name}：此对话最多还能放 {limit} 张图片。"
    ),
    "{name} is no longer on the server; leave it out under Context": (
        "{name} 已不在服务器上，请在“上下文”中把它排除"
    ),
    # Settings, and saved conversations.
    "the JSON schema is not valid JSON ({error})": "JSON 模式不是有效的 JSON（{error}）",
    "the JSON schema must be an object": "JSON 模式必须是一个对象",
    "it is no JSON": "它不是 JSON",
    "it holds no list of messages": "其中没有消息列表",
    "not every message has a role and content": "有的消息缺少 role 或 content",
    "messages are of user and assistant, with text and pictures only": (
        "消息只能来自 user 和 assistant，且只含文字和图片"
    ),
    "a picture is no data URL": "有一张图片不是 data URL",
    "a picture is no base64": "有一张图片不是 base64",
    # The queue.
    "The server is full. Try again in some seconds.": "服务器已满，请过几秒再试。",
    "No slot came free within {seconds:g} s. Try again later.": (
        "{seconds:g} 秒内没有轮到。请稍后再试。"
    ),
    # Conversations on the server.
    "This conversation was changed in another place.": "此对话已在别处更改。",
    "This conversation can't be brought back any more.": "此对话已无法恢复。",
    "There is no such conversation among yours.": "您的对话中没有这一个。",
    "There is no such picture among your conversations.": "您的对话中没有这张图片。",
    "A picture of this message is not on the server.": "此消息的一张图片不在服务器上。",
    "A picture of it is no longer on the server.": "其中一张图片已不在服务器上。",
    "The conversation could not be read or kept: {reason}": "对话无法读取或保存：{reason}",
    "Your pictures take {used} of {allowed} MiB here, and this would add {size} MiB. "
    "Delete conversations with pictures first.": (
        "您的图片已占用 {allowed} MiB 中的 {used} MiB，这次还要 {size} MiB。请先删除一些带图片的对话。"
    ),
    "This server's space for pictures is full. Ask who runs it for a larger "
    "--history-total-mb.": "此服务器存放图片的空间已满。请让管理员调大 --history-total-mb。",
    # Imported files.
    "It is no zip file of conversations, or it is damaged.": "它不是对话的 zip 文件，或已损坏。",
    "It holds {count} files; at most {limit} are read.": "其中有 {count} 个文件，最多读取 {limit} 个。",
    "It is packed in a way that isn't read here. Pack it as plain zip.": (
        "它的压缩方式无法读取，请用普通 zip 压缩。"
    ),
    "It holds no {name}.": "其中没有 {name}。",
    "It holds more than {limit} MiB unpacked.": "解压后超过 {limit} MiB。",
    "{name} is larger than {limit} MiB.": "{name} 超过 {limit} MiB。",
    "{name} is not the file that belongs there.": "{name} 不是应有的文件。",
    "{name} is a {kind} file with another name.": "{name} 其实是 {kind} 文件。",
    "{name} is not valid JSON.": "{name} 不是有效的 JSON。",
    '{name} is not of the format "{format}".': "{name} 不是“{format}”格式。",
    "{name} holds no list of conversations.": "{name} 中没有对话列表。",
    "In {where}, title, times, messages or about are missing or of the wrong kind.": (
        "在 {where} 中，title、times、messages 或 about 缺失或类型不对。"
    ),
    "In {where}, a time is none.": "在 {where} 中，有一个时间无效。",
    "In {where}, about holds something that is no object.": "在 {where} 中，about 里有不是对象的内容。",
    "In {where}, about names files that are not there.": "在 {where} 中，about 提到了不存在的文件。",
    "In {where}, role or content are not of a user, assistant or system.": (
        "在 {where} 中，role 或 content 不属于 user、assistant 或 system。"
    ),
    "In {where}, a part is neither text nor a picture of the file.": (
        "在 {where} 中，有一部分既不是文字，也不是文件中的图片。"
    ),
}


def say_error(language: str, error: Exception) -> str:
    """An error in the page's language; in English where there is no other sentence for it."""
    if language != "zh" or not isinstance(error, DemoError) or error.sentence not in CHINESE:
        return str(error)
    return CHINESE[error.sentence].format(**error.values)

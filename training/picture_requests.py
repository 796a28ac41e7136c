# ruff: noqa: E501
"""What is asked about pictures in each form that a carrier takes, by question type; slots as in phrases.py."""

from training.carriers import carried

LOOKING = {
    "en": (
        "", "Please ", "Now ", "Kindly ", "Could you ", "Can you please ", "I want you to ", "Look at this {img} and ", "Have a good look and ", "Look closely at the {img} and ", "Study the {img}, then ", "Here is a {img}: ", "In one sentence, ", "For me, ",
        "Could you kindly ", "Would you please ", "Would you ", "Can you ", "Take a look at this {img} and ", "I'd like you to ", "I need you to ", "Help me and ", "Examine the {img} and ", "Briefly ", "In your own words, ", "In a few words, ", "As well as you can, ", "Try to ", "Would you be so kind as to ",
    ),
    "zh": (
        "", "请", "请你", "麻烦你", "你能不能", "看一下这张{img},", "仔细看图,", "先看{img},再", "用一句话", "对着这张{img},",
        "帮我", "请帮我", "麻烦你帮我", "能否", "能不能帮我", "请用几句话", "请用自己的话", "请简单", "请仔细", "劳驾", "我想请你",
    ),
}  # fmt: skip
TELLING = {
    "en": (
        "say what is in it.", "say what it shows.", "say what you see.", "tell me what this {img} has in it.", "tell me what you notice.", "describe it to me.", "describe it.", "say what this {img} is of.", "sum up what the {img} shows.", "say which {things} it has.", "give me a description.", "explain what you see here.", "write down what is visible.", "say what there is.",
        "tell me what you can see.", "tell me what this {img} shows.", "tell me what is in this {img}.", "list what you see.", "identify what is in the {img}.", "identify the {things} in the {img}.", "say what it holds.", "report what is there.", "let me know what is in the {img}.", "summarize the {img}.", "describe this {img}.", "describe the {img} for me.", "describe the {img} to me.", "describe my {img}.", "give a description of the {img}.", "go over what the {img} shows.",
    ),
    "zh": (
        "说说里面有什么。", "描述一下里面的东西。", "告诉我你看到什么。", "讲一讲{img}的内容。", "说出都有哪些{thing}。", "说明图上画了什么。", "把看到的东西写下来。", "概括一下画面。",
        "看看里面有什么。", "看看{img}里有什么。", "看看这张{img}里都有什么。", "说明一下图的内容。", "说明这张{img}。", "介绍一下这张{img}。", "描述这张{img}。", "描述一下这张{img}。", "总结一下{img}的内容。", "列出你看到的{thing}。", "识别里面的{thing}。", "说说这张{img}。", "讲讲图里有什么。", "解释一下这张{img}画了什么。",
    ),
}  # fmt: skip

REQUESTS: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "describe": {
            "noun": ("the contents of this {img}",),
            "clause": ("what is in this {img}", "what this {img} shows", "what you see", "what is visible here", "which {things} are in the {img}"),
            "direct": ("what do you see", "what is there to see", "which {things} are there", "what is shown"),
        },
        "colour_of": {
            "noun": ("the {cw} of the {x}", "the {x}'s {cw}"),
            "clause": ("what {cw} the {x} is", "which {cw} the {x} has", "what the {cw} of the {x} is"),
            "direct": ("what {cw} is the {x}", "which {cw} is the {x}", "what is the {cw} of the {x}", "what {cw} does the {x} have"),
        },
        "shape_of": {
            "noun": ("the shape of the {x} {thing}", "the shape of the {x} one"),
            "clause": ("what shape the {x} {thing} is", "which shape the {x} {thing} has", "what shape is {x}"),
            "direct": ("what shape is the {x} {thing}", "what is the shape of the {x} {thing}", "which shape is {x}"),
        },
        "count_of": {
            "noun": ("the number of {x}", "the total number of {x}"),
            "clause": ("how many {x} there are", "how many {x} you see", "how many {x} the {img} shows"),
            "direct": ("how many {x} are there", "how many {x} are present", "what is the number of {x}", "how many {x} do you see"),
            "to_do": ("count the {x}", "count all the {x}", "count how many {x} there are"),
        },
        "count": {
            "noun": ("the number of {things}", "the total number of {things}"),
            "clause": ("how many {things} there are", "how many {things} you see", "how many {things} the {img} shows"),
            "direct": ("how many {things} are there", "how many {things} are present", "what is the number of {things}", "how many {things} do you see"),
            "to_do": ("count the {things}", "count all the {things}", "count how many {things} there are"),
        },
        "where": {
            "noun": ("the position of the {x}", "the location of the {x}"),
            "clause": ("where the {x} is", "where in the {img} the {x} is", "in which part of the {img} the {x} is"),
            "direct": ("where is the {x}", "in which part is the {x}", "where do you see the {x}"),
            "to_do": ("say where the {x} is", "describe where the {x} is", "describe the position of the {x}"),
        },
        "exists": {
            "clause": ("whether there is {x}", "if there is {x}", "whether you see {x}", "if the {img} has {x}"),
            "direct": ("is there {x}", "do you see {x}", "is {x} present", "can you find {x}", "are there any {xs}"),
            "to_do": ("check whether there is {x}", "see if there is {x}", "check for {x}"),
        },
        "background": {
            "noun": ("the {cw} of the background", "the background {cw}"),
            "clause": ("what {cw} the background is", "which {cw} the background has"),
            "direct": ("what {cw} is the background", "what is the background {cw}", "which {cw} is behind the {things}"),
        },
        "read": {
            "noun": ("the text in the {img}", "the letters in the {img}", "the word that is written"),
            "clause": ("what the text says", "what is written here", "which characters are shown", "what the {img} says"),
            "direct": ("what does the text say", "what is written", "which letters do you read", "what does it say"),
            "to_do": ("read the text", "read out the text", "read what is written", "transcribe the text", "transcribe this {img}", "spell the letters"),
        },
        "text_colour": {
            "noun": ("the {cw} of the text", "the {cw} of the letters"),
            "clause": ("what {cw} the text is", "in which {cw} the text is written"),
            "direct": ("what {cw} is the text", "what {cw} are the letters"),
        },
        "side": {
            "noun": ("the {most} {thing}",),
            "clause": ("what is on the {side}", "which {thing} is the {most}"),
            "direct": ("what is on the {side}", "which {thing} is the {most}", "what is the {most} {thing}"),
        },
        "largest": {
            "noun": ("the largest {thing}", "the biggest {thing}"),
            "clause": ("which {thing} is the largest", "which {thing} is the biggest"),
            "direct": ("which {thing} is the largest", "which {thing} is the biggest", "what is the largest {thing}"),
        },
        "smallest": {
            "noun": ("the smallest {thing}",),
            "clause": ("which {thing} is the smallest", "what the smallest {thing} is"),
            "direct": ("which {thing} is the smallest", "what is the smallest {thing}"),
        },
        "is_relation": {
            "clause": ("whether the {a} is {r} the {b}", "if the {a} is {r} the {b}"),
            "direct": ("is the {a} {r} the {b}",),
            "to_do": ("check whether the {a} is {r} the {b}",),
        },
        "what_relation": {
            "noun": ("the {thing} {r} the {b}",),
            "clause": ("what is {r} the {b}", "which {thing} is {r} the {b}"),
            "direct": ("what is {r} the {b}", "which {thing} is {r} the {b}", "what do you see {r} the {b}"),
        },
        "find": {
            "noun": ("the bounding box of the {x}", "the bbox_2d of the {x}", "the bounding box of the {x} in JSON"),
            "to_do": (
                "find the {x} and give its bounding box", "locate the {x}", "locate the {x} and output its box", "detect the {x}", "draw a box around the {x}", "output the bounding box of the {x} in JSON", "give me the bounding box of the {x}", "give the bbox of the {x}", "identify the {x} and return its bounding box", "mark the {x} with a box", "highlight the {x} with a bounding box", "find the {x} and report bbox coordinates",
            ),
        },
        "find_all": {
            "noun": ("the bounding boxes of all {things}", "a bounding box for every {thing}", "the bounding boxes of all {things} in JSON"),
            "to_do": (
                "find all {things} and give their bounding boxes", "locate all {things}", "locate each {thing} and output its box", "detect every {thing}", "draw a box around every {thing}", "output the bounding boxes of all {things} in JSON", "give me the bounding boxes of all {things}", "identify all {things} and return their bounding boxes", "mark each {thing} with a box", "highlight all the {things} with bounding boxes", "find everything and report bbox coordinates",
            ),
        },
        "point": {
            "noun": ("a point on the {x}", "the point_2d of the {x}"),
            "to_do": ("point at the {x}", "point to the {x}", "tap the {x}", "click on the {x}", "give me the point of the {x}", "mark the {x} with a point", "point out the {x}"),
        },
        "which_picture": {
            "clause": ("which {img} has {x}", "in which {img} there is {x}"),
        },
        "more_things": {
            "clause": ("which {img} has more {things}",),
        },
    },
    "zh": {
        "describe": {"noun": ("{img}的内容", "这张{img}里的东西"), "clause": ("{img}里有什么", "这张{img}画了什么", "图里都有哪些{thing}", "这张{img}里有些什么")},
        "colour_of": {"noun": ("{x}的颜色", "图中{x}的颜色"), "clause": ("{x}是什么颜色", "{x}是哪种颜色的", "{x}的颜色是什么", "图中的{x}是什么颜色的")},
        "shape_of": {"noun": ("{x}的{thing}的形状", "{x}物体的形状"), "clause": ("{x}的{thing}是什么形状", "{x}的{thing}是哪种形状", "{x}的是什么形状的", "图中{x}的{thing}是什么")},
        "count_of": {"noun": ("{x}的数量", "{x}的个数"), "clause": ("有几个{x}", "{x}一共有多少个", "图里有多少个{x}", "{x}有几个"), "to_do": ("数一数{x}", "数一下有几个{x}", "数数{img}里的{x}有几个", "统计{x}的数量")},
        "count": {"noun": ("{thing}的数量", "{thing}的总数"), "clause": ("有几个{thing}", "一共有多少个{thing}", "图里有多少个{thing}", "{thing}有几个"), "to_do": ("数一数{thing}", "数一下有几个{thing}", "数数{img}里的{thing}有几个", "统计{thing}的数量")},
        "where": {"noun": ("{x}的位置", "{x}在图中的方位"), "clause": ("{x}在哪里", "{x}在{img}的什么位置", "{x}在哪个位置", "{x}位于什么地方")},
        "exists": {"clause": ("有没有{x}", "是否有{x}", "图里有没有{x}", "能不能找到{x}"), "to_do": ("看看有没有{x}", "检查一下有没有{x}", "确认是否有{x}")},
        "background": {"noun": ("背景的颜色", "{img}的背景色"), "clause": ("背景是什么颜色", "背景是哪种颜色的", "{img}的底色是什么")},
        "read": {"noun": ("{img}上的文字", "图里写的字"), "clause": ("上面写了什么", "{img}上的文字是什么", "图里写的是什么字"), "to_do": ("读出文字", "念出上面的字", "识别{img}里的文字", "把{img}上的字读出来", "把字符念出来", "写下图上的文字")},
        "text_colour": {"noun": ("文字的颜色",), "clause": ("文字是什么颜色", "字母是什么颜色的", "上面的字是哪种颜色")},
        "side": {"noun": ("最{side}的{thing}",), "clause": ("最{side}的{thing}是什么", "最{side}是什么", "哪个{thing}在最{side}")},
        "largest": {"noun": ("最大的{thing}",), "clause": ("最大的{thing}是什么", "哪个{thing}最大", "最大的是哪个")},
        "smallest": {"noun": ("最小的{thing}",), "clause": ("最小的{thing}是什么", "哪个{thing}最小", "最小的是哪个")},
        "is_relation": {"clause": ("{a}是不是在{b}的{r}", "{a}是否在{b}的{r}"), "to_do": ("看看{a}是不是在{b}的{r}",)},
        "what_relation": {"noun": ("{b}{r}的{thing}",), "clause": ("{b}的{r}是什么", "{b}的{r}有什么", "什么在{b}的{r}")},
        "find": {
            "noun": ("{x}的边界框", "{x}的bbox坐标", "{x}在图中的边界框"),
            "to_do": ("框出{x}", "找到{x}并输出边界框", "找出{x}", "定位{x}", "定位{x},输出边界框", "检测{x}", "标出{x}的边界框", "给出{x}的边界框", "用JSON输出{x}的边界框", "把{x}框出来", "输出{x}的bbox坐标", "用方框圈出{x}"),
        },
        "find_all": {
            "noun": ("所有{thing}的边界框", "每个{thing}的bbox坐标", "图中全部{thing}的边界框"),
            "to_do": ("框出所有{thing}", "找到所有{thing}并输出边界框", "找出所有{thing}", "定位所有{thing}", "定位每个{thing},输出边界框", "检测所有{thing}", "标出全部{thing}的边界框", "给出每个{thing}的边界框", "用JSON输出所有{thing}的边界框", "把所有{thing}框出来", "输出所有{thing}的bbox坐标"),
        },
        "point": {"noun": ("{x}的点坐标", "{x}上的一个点"), "to_do": ("指出{x}", "用点标出{x}", "指一下{x}", "点击{x}", "点一下{x}", "给出{x}的点坐标")},
        "which_picture": {"clause": ("哪张{img}里有{x}", "{x}在哪张{img}里", "第几张{img}有{x}")},
        "more_things": {"clause": ("哪张{img}的{thing}更多", "哪张{img}里{thing}多一些")},
    },
}  # fmt: skip


def _looking_and_telling(lang: str) -> tuple[str, ...]:
    """Ways of asking for a description: each beginning with each end."""
    pairs = ((look, tell) for look in LOOKING[lang] for tell in TELLING[lang])
    return tuple(look + tell if look else tell[0].upper() + tell[1:] for look, tell in pairs)


def composed(task: str, lang: str) -> tuple[str, ...]:
    """All wordings of the question type that are made of a carrier and what it carries."""
    told = _looking_and_telling(lang) if task == "describe" else ()
    return told + carried(REQUESTS[lang].get(task, {}), lang, beside_pictures=True)

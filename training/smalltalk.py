# ruff: noqa: E501
"""What can be said without looking: greetings, questions about the model itself, and the honest sentence where the model
can't help.
"""

from training.out_of_scope import sentence_case
from training.phrases import ASK, COLOUR_SPELLINGS, IMAGE_WORDS, THING_WORDS
from training.said import Said, plain
from training.talk_phrases import composed_talk

HELLO = {
    "en": "Hello! Send me a picture and ask about the shapes, colors or text in it.",
    "zh": "你好!发一张图片给我,然后问我里面的形状、颜色或文字。",
}
WHO = {
    "en": "I am a tiny demo model with the Qwen3-VL architecture. I can describe simple shapes, colors, positions and short text in a picture.",
    "zh": "我是一个采用 Qwen3-VL 架构的小型演示模型,可以描述图片中简单的形状、颜色、位置和短文字。",
}
ABLE = {
    "en": "I can describe a picture, count objects, name colors and shapes, tell positions, output bounding boxes in JSON and read short text.",
    "zh": "我可以描述图片、数物体、说出颜色和形状、判断位置、用 JSON 输出边界框,还能读短文字。",
}
WELCOME = {"en": "You are welcome!", "zh": "不客气!"}
BYE = {"en": "Goodbye!", "zh": "再见!"}
FINE = {
    "en": "I am fine, thank you! Send me a picture and ask about it.",
    "zh": "我很好,谢谢!请发一张图片来问我。",
}
REFUSAL = {
    "en": "Sorry, I am only a tiny demo model and cannot answer that. Ask me about simple shapes, colors, positions or short text in a picture.",
    "zh": "抱歉,我只是一个很小的演示模型,无法回答这个问题。请问我图片中简单的形状、颜色、位置或短文字。",
}
NO_PICTURE = {
    "en": "I see no picture here. Please add a picture and ask again.",
    "zh": "我没有看到图片。请先添加一张图片再提问。",
}
TOO_COMPLEX = {
    "en": "This picture is too complex for me. I am a tiny demo model and only know simple shapes and short text.",
    "zh": "这张图片对我来说太复杂了。我只是一个很小的演示模型,只认识简单的图形和短文字。",
}

LISTED_SHARE = 0.4  # of small talk; the rest is composed of parts
KIND_WEIGHTS = (3, 5, 5, 3, 2, 1)  # as SMALL_TALK: what the model is can be asked in most ways
SMALL_TALK: tuple[tuple[str, dict[str, str], dict[str, tuple[str, ...]]], ...] = (
    ("hello", HELLO, {
        "en": ("Hello, it's me again", "Hey there, good evening", "Hi! Lovely to meet you.", "Hello, how nice to be here!", "Hi there, model!", "Good afternoon to you", "Hey! Hello!", "Hello and good day to you!", "Hey hey!", "Hi, I'm new here", "I'm new here", "Hello, I just arrived", "Hi, first time here", "Hey you", "Hello hello", "Hi, anyone there?", "Good to meet you", "hi!!", "heya", "Hello again!", "Hi, good to meet you", "Good to see you!", "Hello to everyone", "hi :)", "Hey, how nice to see you", "A good morning to you!", "Hello world", "Hello to you!", "hi :)", "Hey, good to see you", "A very good morning to you", "Hello", "Hello!", "Hi", "Hi!", "Hey", "Hey there!", "Good morning", "Good evening!", "Hello there.", "Hi there", "Good afternoon", "Greetings!", "Yo", "Hello model", "Hey, hello", "Hi bot", "Howdy", "hello?", "Hi, nice to meet you", "Nice to meet you.", "Good day", "hiya", "Hello, friend!", "Morning!"),
        "zh": ("你好,我来了", "早上好,朋友", "哈喽,你好呀", "你好,早上好!", "大家好呀", "您好,下午好", "你好,很高兴见到你", "嗨,下午好呀", "我是新来的", "你好,我第一次来", "哈喽哈喽", "你好你好", "有人吗?", "嗨嗨", "你好哇!", "嗨,大家好", "您好呀!", "早!", "晚上好呀", "你好呀!", "嗨!早上好", "您好,在吗?", "你好", "你好!", "您好", "嗨", "早上好", "你好啊", "哈喽", "晚上好!", "下午好", "在吗?", "大家好", "嗨,你好", "你好呀", "喂", "早安", "很高兴认识你", "hello 你好", "你好,朋友", "中午好", "您好!", "哈罗"),
    }),
    ("who", WHO, {
        "en": ("Would you mind introducing yourself?", "Who exactly are you?", "What should I call you?", "Which model am I talking to?", "Could you tell me who you are?", "What is your name, please?", "Are you an AI model?", "Please tell me about yourself", "Please could you introduce yourself?", "What's the name of this model?", "Are you some kind of AI?", "Remind me who you are", "What is this model called?", "Who is this?", "What AI is this?", "What exactly are you?", "So who are you?", "What sort of AI is this?", "Please say your name.", "May I know who you are?", "Tell me your name.", "Which AI am I using?", "What am I talking to?", "Explain what you are.", "Who built you?", "Please tell me who you are.", "So what are you exactly?", "Can you tell me your name?", "Which AI model am I using?", "Who are you?", "What are you?", "Introduce yourself.", "Please introduce yourself.", "Tell me about yourself.", "What is your name?", "What model are you?", "Are you Qwen?", "Hello, who are you?", "Hi, please introduce yourself.", "What's your name?", "Which model is this?", "Are you an AI?", "Are you ChatGPT?", "Are you a robot?", "Who made you?", "Who am I talking to?", "What kind of model are you?", "Say who you are.", "Describe yourself.", "Could you introduce yourself?", "Are you human?", "Who trained you?", "What is this model?", "Are you Qwen3-VL?", "How big are you?", "Hello! Can you introduce yourself?", "Tell me who you are"),
        "zh": ("请自我介绍一下吧", "我该怎么称呼你?", "你是什么样的模型?", "你能告诉我你是谁吗?", "请问你是什么模型?", "简单介绍一下你自己吧", "您能介绍一下自己吗?", "你到底是谁呀?", "你是哪家的模型?", "你是哪位?", "您叫什么名字?", "你是什么AI?", "请问你叫什么?", "可以告诉我你是谁吗?", "请说说你是谁。", "你究竟是什么?", "你的名字叫什么?", "能自我介绍一下吗?", "请问你是谁?", "你好,请做一下自我介绍。", "可以介绍一下你自己吗?", "你的名字是什么?", "你是谁?", "请介绍一下自己。", "你好,请介绍一下自己。", "你好,请介绍一下自己", "介绍一下你自己", "你叫什么名字?", "你是什么模型?", "自我介绍一下", "你好,你是谁?", "你是机器人吗?", "你是人工智能吗?", "谁开发了你?", "你是通义千问吗?", "你是Qwen吗?", "你是ChatGPT吗?", "请做个自我介绍", "说说你自己", "你是什么?", "你是AI吗?", "你是哪个模型?", "请你介绍一下自己", "您是谁?", "能介绍一下你自己吗?", "你叫什么?", "你是真人吗?"),
    }),
    ("able", ABLE, {
        "en": ("What are you capable of?", "Could you list what you can do?", "What may I ask you?", "Could you tell me what you can do?", "What are all the things you can do?", "How can you be of help?", "What are all of your abilities?", "What are the things you can do?", "Could you say what you can do?", "What all can you do?", "What can I use you for?", "Tell me about your abilities.", "What could you do for me?", "What can you do for me?", "How may I use you?", "What sort of things can I ask?", "So what can you do?", "What kind of help can you give?", "Which tasks can you do?", "What things can you do?", "In what ways can you help?", "Please list what you can do.", "What is it that you do?", "What can you be used for?", "Show me what you can do", "Explain what you can do.", "What kinds of things can you do?", "Please tell me what you can do", "What can you help with?", "What can you do?", "How can you help me?", "Help", "What are your abilities?", "What questions can I ask?", "How do I use this?", "What should I ask you?", "What are you able to do?", "What do you know?", "What can I do here?", "Help me", "How does this work?", "What are you good at?", "What can you help me with?", "Tell me what you can do.", "What are your skills?", "What features do you have?", "What is this demo?", "How can I use you?", "What can I ask?", "List your capabilities.", "Hi, what can you do?"),
        "zh": ("请说说你的功能", "你可以帮我做哪些事?", "我能让你做些什么?", "能告诉我你会做什么吗?", "请介绍一下你能做的事", "你都能做什么呢?", "你能为我做什么?", "说一说你有什么功能", "你能替我做什么?", "你可以为我做些什么?", "你能为我做些什么?", "我可以让你做什么?", "你能帮忙做什么?", "请问你会什么?", "你可以做哪些事?", "说说你能做什么。", "你都有什么本领?", "请问你能做些什么?", "你可以帮我做什么?", "你有哪些功能?", "你能做什么?", "你会什么?", "你可以做什么?", "帮助", "怎么用?", "你有什么功能?", "我可以问什么?", "你能帮我什么?", "你会做什么?", "你有哪些能力?", "怎么使用?", "你擅长什么?", "你能干什么?", "我能问你什么问题?", "使用说明", "你都会些什么?", "介绍一下你的功能", "你知道什么?", "这个怎么用?", "你好,你能做什么?"),
    }),
    ("thanks", WELCOME, {
        "en": ("Thank you, that is very kind", "Super, thanks!", "Great work, thank you", "Thank you for that!", "OK, thank you very much", "Thanks, well done", "Thanks a bunch!", "Great answer, thank you", "Thanks a million!", "Thanks again", "thank you kindly", "Thanks mate", "Wonderful, thank you", "ty", "Brilliant, thanks", "That was helpful, thank you!", "Thanks, that helps", "Thank you for your help", "Thanks for the answer!", "I appreciate it", "Much appreciated", "Lovely, thanks", "Nice work", "Thank you, that was great!", "thanks so much!", "Thanks", "Thank you!", "Thank you very much.", "Thanks a lot", "Great, thanks!", "Good job!", "Nice!", "Well done", "Great", "Perfect, thank you.", "Cool", "Awesome!", "Thx", "That's right, thanks", "OK thanks", "Very good", "Good", "Excellent!", "Many thanks", "Correct!", "Thank you so much", "You are great"),
        "zh": ("好的,多谢你", "谢谢你,答得真好", "谢谢,你真厉害", "非常感谢你!", "谢谢您!", "真不错,多谢你", "谢谢您的帮助!", "谢谢啦!", "多谢您", "谢谢谢谢", "万分感谢", "很棒,谢谢您", "谢谢你的帮助!", "太感谢了", "好的,谢谢啦", "回答得很好,谢谢", "谢谢你的回答!", "好的,非常感谢!", "谢谢", "谢谢你!", "多谢", "非常感谢", "太棒了", "很好!", "谢谢!", "感谢", "真棒", "不错", "好的,谢谢", "辛苦了", "厉害", "答对了", "好的谢谢你", "十分感谢", "谢了", "你真棒", "太好了"),
    }),
    ("bye", BYE, {
        "en": ("Thanks, goodbye", "Bye, see you!", "Good bye!", "See you tomorrow", "Okay, goodbye!", "okay bye", "Goodbye for now", "Bye for today!", "Farewell", "See you soon", "Talk to you later", "I'm leaving now, bye", "Bye for now!", "Bye", "Goodbye!", "See you.", "Bye bye", "See you later", "Good night", "Have a nice day", "Goodbye then", "That's all, bye", "I have to go"),
        "zh": ("拜拜,明天见", "再见啦", "下次再见!", "再会", "好了,再见", "那就再见吧", "先这样,拜拜", "改天见", "好的,再见", "再见", "拜拜", "下次见", "晚安", "回头见", "再见!", "我走了", "明天见"),
    }),
    ("fine", FINE, {
        "en": ("How are you?", "How are you doing?", "How's it going?", "Are you ok?", "How do you do?", "What's up?", "How are you today?", "Hello, how are you?", "How is your day?", "How have you been?"),
        "zh": ("你好吗?", "最近怎么样?", "你怎么样?", "今天过得好吗?", "你还好吗?", "近来如何?", "你今天怎么样?"),
    }),
)  # fmt: skip


def small_talk(rng) -> tuple[str, str, str]:
    """Prompt, answer, language."""
    kind, answers, listed = rng.choices(SMALL_TALK, KIND_WEIGHTS)[0]
    lang = rng.choice(("en", "zh"))
    prompt = (
        rng.choice(listed[lang]) if rng.random() < LISTED_SHARE else composed_talk(rng, kind, lang)
    )
    return sentence_case(rng, prompt), answers[lang], lang


VISUAL_TASKS = (
    "describe",
    "count",
    "background",
    "read",
    "text_colour",
    "side",
    "largest",
    "smallest",
    "find_all",
)


def visual_without_picture(rng, question: Said | None, lang: str) -> Said:
    """A question that needs a picture: one made for some picture, or one about the whole."""
    if question is not None:
        return question
    words = {
        "img": rng.choice(IMAGE_WORDS[lang]),
        "cw": rng.choice(COLOUR_SPELLINGS),
        "thing": rng.choice(THING_WORDS[lang]),
    }
    words |= {
        "things": words["thing"] + "s",
        "side": "left" if lang == "en" else "左边",
        "most": "leftmost",
    }
    return plain(rng.choice(ASK[rng.choice(VISUAL_TASKS)][lang]).format(**words))

"""Prompts that training has never seen: other wordings of visual questions, small talk, out-of-scope requests."""

WORDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": ("Could you walk me through this picture?", "I'd like to know what this image contains.", "What objects appear in the photo?"),
        "zh": ("请你说一下这幅图里都有什么。", "这幅图画的是什么?", "请把你看到的内容讲给我听。"),
    },
    "count": {
        "en": ("What is the count of objects in this picture?", "Please count how many shapes this image has."),
        "zh": ("请数出图里的物体总数。", "这幅图里的图形总共有几个?"),
    },
    "background": {
        "en": ("What color has been used for the background?", "The background is which color?"),
        "zh": ("请问图片底色是什么颜色?", "背景用的是什么颜色?"),
    },
    "read": {
        "en": ("Which characters are written in this picture?", "Tell me the text you can read here."),
        "zh": ("请告诉我图里写了哪些字。", "图上的字是什么?"),
    },
    "colour_of": {
        "en": ("I want to know the color of the {x}.", "What color would you say the {x} is?"),
        "zh": ("我想知道{x}的颜色。", "图里{x}的颜色是哪种?"),
    },
    "shape_of": {
        "en": ("The {x} object has which shape?", "Tell me the shape of the {x} one."),
        "zh": ("请说出{x}物体的形状。", "图里{x}的东西是什么形状的?"),
    },
    "count_of": {
        "en": ("Please count the {x} in this picture.", "How many {x} appear in the image?"),
        "zh": ("请数一数图里有几个{x}。", "图中{x}的个数是多少?"),
    },
    "exists": {
        "en": ("Could there be {x} in this picture?", "Would I find {x} in this image?"),
        "zh": ("请看看有没有{x}。", "图里面是不是有{x}?"),
    },
    "where": {
        "en": ("Please tell me the location of the {x}.", "In what area of the picture is the {x}?"),
        "zh": ("请问{x}在图的哪个地方?", "{x}处在什么位置?"),
    },
    "find": {
        "en": ("Please locate the {x} and give its bbox_2d in JSON.", "I need the bounding box for the {x}."),
        "zh": ("请用JSON给出{x}的边界框。", "请在图中找到{x}并标出位置。"),
    },
    "find_all": {
        "en": ("Please detect every object and give bbox_2d in JSON.", "I need bounding boxes for all the shapes."),
        "zh": ("请用JSON给出所有物体的边界框。", "请把图里每个物体的位置都框出来。"),
    },
}  # fmt: skip

# (prompt, kind, language of the answer)
TALK = (
    ("Hello to you!", "hello", "en"), ("hi :)", "hello", "en"), ("Hey, good to see you", "hello", "en"), ("A very good morning to you", "hello", "en"),
    ("你好呀!", "hello", "zh"), ("嗨!早上好", "hello", "zh"), ("您好,在吗?", "hello", "zh"),
    ("Please tell me who you are.", "who", "en"), ("So what are you exactly?", "who", "en"), ("Can you tell me your name?", "who", "en"), ("Which AI model am I using?", "who", "en"),
    ("请问你是谁?", "who", "zh"), ("你好,请做一下自我介绍。", "who", "zh"), ("可以介绍一下你自己吗?", "who", "zh"), ("你的名字是什么?", "who", "zh"),
    ("What kinds of things can you do?", "able", "en"), ("Please tell me what you can do", "able", "en"), ("What can you help with?", "able", "en"),
    ("请问你能做些什么?", "able", "zh"), ("你可以帮我做什么?", "able", "zh"), ("你有哪些功能?", "able", "zh"),
    ("Thank you, that was great!", "thanks", "en"), ("thanks so much!", "thanks", "en"), ("谢谢你的回答!", "thanks", "zh"), ("好的,非常感谢!", "thanks", "zh"),
    ("Bye for now!", "bye", "en"), ("好的,再见", "bye", "zh"),
    ("What is the boiling point of water?", "refusal", "en"), ("Who wrote Hamlet?", "refusal", "en"), ("Give me a recipe for pancakes", "refusal", "en"),
    ("Can you book a table for two tonight?", "refusal", "en"), ("How tall is Mount Everest?", "refusal", "en"), ("Write a limerick about a sailor.", "refusal", "en"),
    ("Fix this bug: for i in range(10) print(i)", "refusal", "en"), ("What's 17 times 23?", "refusal", "en"), ("Translate 'good night' to Italian", "refusal", "en"),
    ("Who won the world cup in 2014?", "refusal", "en"), ("Should I invest in bonds?", "refusal", "en"), ("Why is the sky blue?", "refusal", "en"), ("Give me relationship advice", "refusal", "en"),
    ("How do I reset my router?", "refusal", "en"), ("Tell me a bedtime story", "refusal", "en"), ("What time is it in Sydney?", "refusal", "en"), ("Summarize the plot of Titanic", "refusal", "en"),
    ("What is the capital of Norway?", "refusal", "en"), ("Draft a cover letter for a nurse", "refusal", "en"), ("Explain how a refrigerator works", "refusal", "en"),
    ("写一首关于秋雨的诗", "refusal", "zh"), ("解释大数据", "refusal", "zh"), ("解释云计算", "refusal", "zh"), ("Python是什么?", "refusal", "zh"), ("它有哪些主要特点?", "refusal", "zh"),
    ("水的沸点是多少?", "refusal", "zh"), ("推荐几部好看的电视剧", "refusal", "zh"), ("明天会下雨吗?", "refusal", "zh"), ("怎样煮鸡蛋?", "refusal", "zh"), ("世界上最高的山是哪座?", "refusal", "zh"),
    ("帮我写一份辞职信", "refusal", "zh"), ("十七乘以二十三等于几?", "refusal", "zh"), ("讲个睡前故事吧", "refusal", "zh"), ("怎么修自行车?", "refusal", "zh"), ("我感冒了怎么办?", "refusal", "zh"),
    ("中国有多少个省?", "refusal", "zh"), ("如何提高英语水平?", "refusal", "zh"), ("给我的猫取个名字", "refusal", "zh"), ("什么是黑洞?", "refusal", "zh"),
    ("Pouvez-vous m'aider avec mes devoirs ?", "refusal", "en"), ("Was ist die Hauptstadt von Österreich?", "refusal", "en"), ("¿Cuál es tu color favorito?", "refusal", "en"),
    ("Расскажи мне сказку", "refusal", "en"), ("Mi puoi consigliare un libro?", "refusal", "en"),
    ("Could you describe what is in my photo?", "no_picture", "en"), ("How many triangles can you count?", "no_picture", "en"), ("What color would the square be?", "no_picture", "en"),
    ("Find the blue star please", "no_picture", "en"), ("Is a red circle in the image?", "no_picture", "en"), ("Please read the text in my picture", "no_picture", "en"),
    ("请描述我的图片", "no_picture", "zh"), ("请问图里有几个三角形?", "no_picture", "zh"), ("请框出蓝色的星星", "no_picture", "zh"), ("图片里写了什么字?", "no_picture", "zh"),
)  # fmt: skip
REFUSALS_BESIDE_A_PICTURE = (
    ("Who painted the ceiling of the Sistine Chapel?", "en"), ("Write a haiku about autumn.", "en"), ("What is the capital of Norway?", "en"), ("How do I cook rice?", "en"),
    ("Tell me a joke about lawyers", "en"), ("Explain inflation to me", "en"), ("谁写了西游记?", "zh"), ("写一首关于秋天的诗", "zh"), ("怎么学游泳?", "zh"), ("解释一下通货膨胀", "zh"),
)  # fmt: skip

# ruff: noqa: E501
"""Prompts that training has never seen: other wordings of visual questions, small talk, out-of-scope requests.

Written before the last lessons in wording and never used to choose anything. Two earlier lists, which had shown what was
missing, have since joined the training phrases.
"""

WORDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": ("Please describe everything you see in this picture.", "What's visible in the image?", "How would you describe this photo?"),
        "zh": ("请详细说明图片里的内容。", "这张照片上有些什么?", "你从图里看到了哪些东西?"),
    },
    "count": {
        "en": ("How many objects can be seen in this photo?", "Please tell me how many shapes there are in total."),
        "zh": ("请问图片中一共有几个图形?", "能数一下图里有几个物体吗?"),
    },
    "background": {
        "en": ("Please name the color of the background.", "What background color does this picture have?"),
        "zh": ("请说出图片的背景颜色。", "这张照片的背景是什么颜色的?"),
    },
    "read": {
        "en": ("Please read the letters in this image.", "What is the text shown in the photo?"),
        "zh": ("请识别图片里的文字。", "图片上显示的文字是什么?"),
    },
    "colour_of": {
        "en": ("Please tell me the color of the {x} in this picture.", "What color is the {x} that you see?"),
        "zh": ("请问图片里的{x}是什么颜色?", "图片中那个{x}的颜色是什么?"),
    },
    "shape_of": {
        "en": ("Please tell me what shape the {x} object is.", "What shape is the {x} thing in the photo?"),
        "zh": ("请问图片里{x}的物体是什么形状?", "图片中{x}的图形是哪一种?"),
    },
    "count_of": {
        "en": ("How many {x} can be seen in this photo?", "Please tell me how many {x} there are in total."),
        "zh": ("请问图片中一共有几个{x}?", "能数一下图里有几个{x}吗?"),
    },
    "exists": {
        "en": ("Please check whether there is {x}.", "Can {x} be found in this picture?"),
        "zh": ("请检查一下有没有{x}。", "这张图里存在{x}吗?"),
    },
    "where": {
        "en": ("Please say where in the picture the {x} is.", "Where do you see the {x}?"),
        "zh": ("请说出{x}在图中的位置。", "你看到{x}在哪里?"),
    },
    "find": {
        "en": ("Please detect the {x} and return its bounding box.", "Where is the {x}? Please return a bounding box as JSON."),
        "zh": ("请检测{x}并返回边界框。", "请框出图片里的{x}。"),
    },
    "find_all": {
        "en": ("Please find all the objects and return their bounding boxes.", "Return a bounding box for every object as JSON."),
        "zh": ("请检测图片里的所有物体并返回边界框。", "请框出图片里的全部图形。"),
    },
}  # fmt: skip

# (prompt, kind, language of the answer)
TALK = (
    ("Hello, how nice to be here!", "hello", "en"), ("Hi there, model!", "hello", "en"), ("Good afternoon to you", "hello", "en"), ("Hey! Hello!", "hello", "en"), ("你好,早上好!", "hello", "zh"), ("大家好呀", "hello", "zh"), ("您好,下午好", "hello", "zh"),
    ("Could you tell me who you are?", "who", "en"), ("What is your name, please?", "who", "en"), ("Are you an AI model?", "who", "en"), ("Please tell me about yourself", "who", "en"), ("你能告诉我你是谁吗?", "who", "zh"), ("请问你是什么模型?", "who", "zh"), ("简单介绍一下你自己吧", "who", "zh"),
    ("Could you tell me what you can do?", "able", "en"), ("What are all the things you can do?", "able", "en"), ("How can you be of help?", "able", "en"), ("能告诉我你会做什么吗?", "able", "zh"), ("请介绍一下你能做的事", "able", "zh"), ("你都能做什么呢?", "able", "zh"),
    ("Thank you for that!", "thanks", "en"), ("OK, thank you very much", "thanks", "en"), ("Thanks, well done", "thanks", "en"), ("谢谢,你真厉害", "thanks", "zh"), ("非常感谢你!", "thanks", "zh"),
    ("Good bye!", "bye", "en"), ("See you tomorrow", "bye", "en"), ("再见啦", "bye", "zh"),
    ("Who discovered gravity?", "refusal", "en"), ("What is the longest bridge in the world?", "refusal", "en"), ("Write me an email to my boss", "refusal", "en"), ("How do I make bread?", "refusal", "en"), ("What's 8 times 7?", "refusal", "en"),
    ("Explain machine learning in simple words", "refusal", "en"), ("Tell me a joke", "refusal", "en"), ("What is the weather like today?", "refusal", "en"), ("Who is Albert Einstein?", "refusal", "en"), ("Translate this into German: I am hungry", "refusal", "en"),
    ("Write a function that reverses a string", "refusal", "en"), ("Give me tips for a job interview", "refusal", "en"), ("How does a microwave work?", "refusal", "en"), ("Write a story about a brave knight", "refusal", "en"), ("Is it safe to eat raw eggs?", "refusal", "en"),
    ("When was the Berlin wall built?", "refusal", "en"), ("What are black holes made of?", "refusal", "en"), ("Recommend a good restaurant", "refusal", "en"), ("Which football club is the best?", "refusal", "en"), ("Plan a five day trip to Spain", "refusal", "en"),
    ("What is the population of Japan?", "refusal", "en"), ("How can I save money?", "refusal", "en"), ("What do owls eat?", "refusal", "en"), ("Can you solve x + 3 = 10?", "refusal", "en"),
    ("谁发现了万有引力?", "refusal", "zh"), ("世界上最长的桥是哪座?", "refusal", "zh"), ("帮我给老板写封邮件", "refusal", "zh"), ("面包怎么做?", "refusal", "zh"), ("八乘以七是多少?", "refusal", "zh"), ("用简单的话解释机器学习", "refusal", "zh"), ("讲一个笑话", "refusal", "zh"),
    ("今天天气怎么样?", "refusal", "zh"), ("爱因斯坦是谁?", "refusal", "zh"), ("把我饿了翻译成德语", "refusal", "zh"), ("写一个反转字符串的函数", "refusal", "zh"), ("面试有什么技巧?", "refusal", "zh"), ("互联网是怎么运作的?", "refusal", "zh"), ("写一个勇敢骑士的故事", "refusal", "zh"),
    ("生鸡蛋能吃吗?", "refusal", "zh"), ("推荐一家好餐厅", "refusal", "zh"), ("日本有多少人口?", "refusal", "zh"), ("怎么存钱?", "refusal", "zh"), ("猫头鹰吃什么?", "refusal", "zh"), ("写一首关于蚂蚁的诗", "refusal", "zh"), ("什么是量子力学?", "refusal", "zh"),
    ("Bonjour, qui êtes-vous ?", "refusal", "en"), ("Guten Morgen, kannst du mir helfen?", "refusal", "en"), ("¿Qué hora es?", "refusal", "en"), ("Что ты умеешь делать?", "refusal", "en"), ("Dove si trova Roma?", "refusal", "en"),
    ("Please describe the picture.", "no_picture", "en"), ("What shapes are in the image?", "no_picture", "en"), ("How many circles can you see?", "no_picture", "en"), ("What color is the big star?", "no_picture", "en"), ("Find all red objects", "no_picture", "en"), ("What text is written in my photo?", "no_picture", "en"), ("Is there a green cross?", "no_picture", "en"),
    ("请看看这张图片里有什么", "no_picture", "zh"), ("有几个红色的圆形?", "no_picture", "zh"), ("三角形在什么地方?", "no_picture", "zh"), ("请找出所有的星形", "no_picture", "zh"), ("图里的文字是什么颜色?", "no_picture", "zh"),
)  # fmt: skip
REFUSALS_BESIDE_A_PICTURE = (
    ("Who composed the Moonlight Sonata?", "en"), ("Write a poem about rain.", "en"), ("What is the capital of Sweden?", "en"), ("How do I learn the guitar?", "en"), ("Tell me a joke about cats", "en"), ("Explain evolution to me", "en"), ("What is the weather in London?", "en"), ("How old is the universe?", "en"),
    ("谁写了西厢记?", "zh"), ("写一首关于雨的诗", "zh"), ("怎么学吉他?", "zh"), ("解释一下进化论", "zh"), ("瑞典的首都是哪里?", "zh"), ("宇宙有多少年了?", "zh"),
)  # fmt: skip

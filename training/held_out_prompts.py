# ruff: noqa: E501
"""Prompts that training has never seen: other wordings of visual questions, small talk, out-of-scope requests.

Three earlier lists, which had shown what was missing, have since joined the training phrases. This one showed the same of
two kinds of wording; what was added then are other sentences.
"""

WORDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": ("Take a look at this picture and say what it holds.", "What would you say this image shows?", "Kindly describe the photo to me."),
        "zh": ("请你帮我看看这张照片里有什么。", "请用几句话说明这张图。", "这张图都包括哪些内容?"),
    },
    "count": {
        "en": ("In this image, how many objects are present?", "What is the overall number of shapes here?"),
        "zh": ("请帮我数数照片里的物体有几个。", "这里面一共是几个图形?"),
    },
    "background": {
        "en": ("The background of this picture is which color?", "Can you identify the background color?"),
        "zh": ("请辨认一下背景的颜色。", "图片的底色是哪一种?"),
    },
    "read": {
        "en": ("Which letters do you read in the picture?", "Could you transcribe this image?"),
        "zh": ("请把照片里的字符念出来。", "你能认出图片上的文字吗?"),
    },
    "colour_of": {
        "en": ("In this image, what color is the {x}?", "Could you identify the color of the {x}?"),
        "zh": ("请帮我看看{x}的颜色。", "这张图里的{x}是哪种颜色的?"),
    },
    "shape_of": {
        "en": ("In this image, what is the shape of the {x} object?", "Could you identify the shape of the {x} thing?"),
        "zh": ("请帮我看看{x}的物体是什么形状的。", "这张图里{x}的东西是哪种形状?"),
    },
    "count_of": {
        "en": ("In this image, how many {x} are present?", "What is the overall number of {x} here?"),
        "zh": ("请帮我数数照片里的{x}有几个。", "这里面一共是几个{x}?"),
    },
    "exists": {
        "en": ("In this image, is {x} present?", "Could you tell me if there is {x} here?"),
        "zh": ("请帮我看看有没有{x}。", "这张照片里能找到{x}吗?"),
    },
    "where": {
        "en": ("In which part of this image is the {x}?", "Could you point out in words where the {x} is?"),
        "zh": ("请帮我看看{x}在哪个位置。", "这张照片里的{x}在什么地方?"),
    },
    "find": {
        "en": ("Could you give me the bounding box of the {x} in JSON?", "Locate the {x} in this picture and output its box."),
        "zh": ("请给出{x}在图中的边界框。", "请定位图片里的{x},输出边界框。"),
    },
    "find_all": {
        "en": ("Could you give me the bounding boxes of all objects in JSON?", "Locate each object in this picture and output the boxes."),
        "zh": ("请给出图中全部物体的边界框。", "请定位图片里的每个物体,输出边界框。"),
    },
}  # fmt: skip

# (prompt, kind, language of the answer)
TALK = (
    ("Hello, it's me again", "hello", "en"), ("Hey there, good evening", "hello", "en"), ("Hi! Lovely to meet you.", "hello", "en"), ("你好,我来了", "hello", "zh"), ("早上好,朋友", "hello", "zh"), ("哈喽,你好呀", "hello", "zh"),
    ("Would you mind introducing yourself?", "who", "en"), ("Who exactly are you?", "who", "en"), ("What should I call you?", "who", "en"), ("Which model am I talking to?", "who", "en"), ("请自我介绍一下吧", "who", "zh"), ("我该怎么称呼你?", "who", "zh"), ("你是什么样的模型?", "who", "zh"),
    ("What are you capable of?", "able", "en"), ("Could you list what you can do?", "able", "en"), ("What may I ask you?", "able", "en"), ("请说说你的功能", "able", "zh"), ("你可以帮我做哪些事?", "able", "zh"), ("我能让你做些什么?", "able", "zh"),
    ("Thank you, that is very kind", "thanks", "en"), ("Super, thanks!", "thanks", "en"), ("Great work, thank you", "thanks", "en"), ("好的,多谢你", "thanks", "zh"), ("谢谢你,答得真好", "thanks", "zh"),
    ("Thanks, goodbye", "bye", "en"), ("Bye, see you!", "bye", "en"), ("拜拜,明天见", "bye", "zh"),
    ("Who invented the steam engine?", "refusal", "en"), ("What is the deepest lake in the world?", "refusal", "en"), ("Write a letter to my teacher", "refusal", "en"), ("How do I boil potatoes?", "refusal", "en"), ("What's 9 plus 16?", "refusal", "en"),
    ("Explain electricity like I am five", "refusal", "en"), ("Tell me something funny", "refusal", "en"), ("Will it snow tomorrow?", "refusal", "en"), ("Who is Isaac Newton?", "refusal", "en"), ("Translate this into Polish: good evening", "refusal", "en"),
    ("Write a script that renames files", "refusal", "en"), ("Give me ideas for a birthday", "refusal", "en"), ("How does a battery work?", "refusal", "en"), ("Write a story about two brothers", "refusal", "en"), ("Is chocolate bad for dogs?", "refusal", "en"),
    ("When did Columbus sail?", "refusal", "en"), ("What are clouds made of?", "refusal", "en"), ("Recommend a quiet beach", "refusal", "en"), ("Which laptop is the best?", "refusal", "en"), ("Plan my holiday in Greece", "refusal", "en"),
    ("What is the population of Mexico?", "refusal", "en"), ("How can I wake up earlier?", "refusal", "en"), ("What do koalas eat?", "refusal", "en"), ("Can you integrate x squared?", "refusal", "en"),
    ("谁发明了蒸汽机?", "refusal", "zh"), ("世界上最深的湖是哪个?", "refusal", "zh"), ("帮我给老师写封信", "refusal", "zh"), ("土豆怎么煮?", "refusal", "zh"), ("九加十六是多少?", "refusal", "zh"), ("给小孩解释一下电", "refusal", "zh"), ("说点好笑的", "refusal", "zh"),
    ("明天会下雪吗?", "refusal", "zh"), ("牛顿是谁?", "refusal", "zh"), ("把晚上好翻译成波兰语", "refusal", "zh"), ("写一个批量改名的脚本", "refusal", "zh"), ("生日怎么过?", "refusal", "zh"), ("电池是怎么工作的?", "refusal", "zh"), ("写一个两兄弟的故事", "refusal", "zh"),
    ("狗能吃巧克力吗?", "refusal", "zh"), ("推荐一个安静的海滩", "refusal", "zh"), ("墨西哥有多少人口?", "refusal", "zh"), ("怎样才能早起?", "refusal", "zh"), ("考拉吃什么?", "refusal", "zh"), ("写一首关于蝴蝶的诗", "refusal", "zh"), ("什么是弦理论?", "refusal", "zh"),
    ("Bonsoir, quel âge avez-vous ?", "refusal", "en"), ("Wo liegt Hamburg?", "refusal", "en"), ("¿Cómo te llamas?", "refusal", "en"), ("Где находится Байкал?", "refusal", "en"), ("Che tempo fa domani?", "refusal", "en"),
    ("Kindly describe my photo.", "no_picture", "en"), ("Which objects does the picture show?", "no_picture", "en"), ("How many stars are in the image?", "no_picture", "en"), ("What color is the small triangle?", "no_picture", "en"), ("Find the blue square", "no_picture", "en"), ("Which letters are in my picture?", "no_picture", "en"), ("Is there a purple circle in it?", "no_picture", "en"),
    ("请帮我看看图里有什么", "no_picture", "zh"), ("有几个蓝色的方形?", "no_picture", "zh"), ("星形在图的哪里?", "no_picture", "zh"), ("请找出黄色的圆形", "no_picture", "zh"), ("图片上写的是什么字?", "no_picture", "zh"),
)  # fmt: skip
REFUSALS_BESIDE_A_PICTURE = (
    ("Who composed the Brandenburg Concertos?", "en"), ("Write a poem about stones.", "en"), ("What is the capital of Finland?", "en"), ("How do I learn to swim?", "en"), ("Tell me a joke about fish", "en"), ("Explain magnetism to me", "en"), ("What is the weather in Madrid?", "en"), ("How old is the Eiffel Tower?", "en"), ("Who wrote Moby Dick?", "en"), ("What is 14 times 3?", "en"), ("Give me a recipe for soup", "en"),
    ("谁写了雷雨?", "zh"), ("写一首关于石头的诗", "zh"), ("怎么学骑马?", "zh"), ("解释一下磁力", "zh"), ("芬兰的首都是哪里?", "zh"), ("金字塔有多少年了?", "zh"), ("谁画了清明上河图?", "zh"), ("十四乘以三是多少?", "zh"), ("怎么做番茄汤?", "zh"),
)  # fmt: skip

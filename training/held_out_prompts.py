# ruff: noqa: E501
"""Prompts that training has never seen: other wordings of visual questions, small talk, out-of-scope requests.

Written before the last lessons in wording and never used to choose anything. An earlier list, which had shown what was
missing, has since joined the training phrases.
"""

WORDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": ("Be so kind as to describe this picture for me.", "What might one see in this photo?", "Please write a caption for the image."),
        "zh": ("请为这张图写一句说明。", "你能描述一下图中的内容吗?", "图片里都出现了什么东西?"),
    },
    "count": {
        "en": ("Let me know how many objects the picture shows.", "So how many shapes are in this photo?"),
        "zh": ("请告诉我图里总共有几个物体。", "这张照片里有多少个图形?"),
    },
    "background": {
        "en": ("Let me know the background color, please.", "And which color is behind everything?"),
        "zh": ("请告诉我图片背景的颜色。", "这张图的背景颜色是哪种?"),
    },
    "read": {
        "en": ("Kindly read out the text in this photo.", "What are the characters in the picture?"),
        "zh": ("请把图片上的文字读出来。", "这张图上面写的文字是什么?"),
    },
    "colour_of": {
        "en": ("Let me know what color the {x} is.", "And the color of the {x} is?"),
        "zh": ("请告诉我图中{x}是什么颜色。", "这个{x}是哪种颜色的?"),
    },
    "shape_of": {
        "en": ("Let me know the shape of the {x} object.", "And what shape would the {x} object be?"),
        "zh": ("请告诉我图中{x}的物体是什么形状。", "{x}物体是哪种形状?"),
    },
    "count_of": {
        "en": ("Let me know how many {x} the picture shows.", "So how many {x} are in this photo?"),
        "zh": ("请告诉我图里总共有几个{x}。", "这张照片里有多少个{x}?"),
    },
    "exists": {
        "en": ("Let me know if there is {x} in the photo.", "Is there maybe {x} somewhere in the picture?"),
        "zh": ("请告诉我图里有没有{x}。", "这张照片里有{x}吗?"),
    },
    "where": {
        "en": ("Let me know where the {x} is.", "Where exactly in the photo is the {x}?"),
        "zh": ("请告诉我{x}在图片的什么地方。", "这个{x}在照片的哪里?"),
    },
    "find": {
        "en": ("Kindly mark the {x} with a bounding box.", "Output the bbox_2d for the {x} as JSON."),
        "zh": ("请标出{x}的边界框。", "请输出{x}的bbox_2d坐标,使用JSON格式。"),
    },
    "find_all": {
        "en": ("Kindly mark all objects with bounding boxes.", "Output bbox_2d for all objects as JSON."),
        "zh": ("请标出图中全部物体的边界框。", "请输出所有物体的bbox_2d坐标,使用JSON格式。"),
    },
}  # fmt: skip

# (prompt, kind, language of the answer)
TALK = (
    ("Hello and good day to you!", "hello", "en"), ("Hey hey!", "hello", "en"),
    ("Hi, I'm new here", "hello", "en"), ("你好,很高兴见到你", "hello", "zh"),
    ("嗨,下午好呀", "hello", "zh"), ("Please could you introduce yourself?", "who", "en"),
    ("What's the name of this model?", "who", "en"), ("Are you some kind of AI?", "who", "en"),
    ("Remind me who you are", "who", "en"), ("您能介绍一下自己吗?", "who", "zh"),
    ("你到底是谁呀?", "who", "zh"), ("你是哪家的模型?", "who", "zh"),
    ("What all can you do?", "able", "en"), ("What can I use you for?", "able", "en"),
    ("Tell me about your abilities.", "able", "en"), ("你能为我做什么?", "able", "zh"),
    ("说一说你有什么功能", "able", "zh"), ("Thanks a bunch!", "thanks", "en"),
    ("Great answer, thank you", "thanks", "en"), ("谢谢您!", "thanks", "zh"),
    ("真不错,多谢你", "thanks", "zh"), ("Okay, goodbye!", "bye", "en"), ("下次再见!", "bye", "zh"),
    ("Who was Cleopatra?", "refusal", "en"), ("How deep is the Pacific Ocean?", "refusal", "en"),
    ("What's the square of 12?", "refusal", "en"), ("Write a lullaby for my baby", "refusal", "en"),
    ("How do I grow tomatoes?", "refusal", "en"), ("Why do cats purr?", "refusal", "en"),
    ("Which year did the Titanic sink?", "refusal", "en"),
    ("Can you fix my resume?", "refusal", "en"), ("Tell me the news of today", "refusal", "en"),
    ("What is a good name for a parrot?", "refusal", "en"),
    ("Define photosynthesis in one line", "refusal", "en"),
    ("How are mountains formed?", "refusal", "en"),
    ("Suggest a gift for my grandfather", "refusal", "en"), ("Compute 48 / 6", "refusal", "en"),
    ("Who is your creator's boss?", "refusal", "en"), ("Explain the offside rule", "refusal", "en"),
    ("What language do they speak in Austria?", "refusal", "en"),
    ("Rewrite this paragraph in a formal tone", "refusal", "en"),
    ("Is coffee good for me?", "refusal", "en"), ("def f(x): return x + 1", "refusal", "en"),
    ("What should I wear to a wedding?", "refusal", "en"),
    ("How can I fall asleep faster?", "refusal", "en"), ("谁是李白?", "refusal", "zh"),
    ("太平洋有多深?", "refusal", "zh"), ("十二的平方是多少?", "refusal", "zh"),
    ("写一首摇篮曲", "refusal", "zh"), ("怎么种番茄?", "refusal", "zh"),
    ("猫为什么会打呼噜?", "refusal", "zh"), ("泰坦尼克号是哪一年沉没的?", "refusal", "zh"),
    ("帮我改一下简历", "refusal", "zh"), ("今天有什么新闻?", "refusal", "zh"),
    ("给鹦鹉起个名字", "refusal", "zh"), ("山是怎么形成的?", "refusal", "zh"),
    ("给爷爷送什么礼物好?", "refusal", "zh"), ("喝咖啡对身体好吗?", "refusal", "zh"),
    ("参加婚礼穿什么?", "refusal", "zh"), ("怎样才能更快入睡?", "refusal", "zh"),
    ("解释区块链的原理", "refusal", "zh"), ("写一首关于春天的诗", "refusal", "zh"),
    ("把我爱你翻译成法语", "refusal", "zh"), ("用Java写一个冒泡排序", "refusal", "zh"),
    ("Quel temps fait-il aujourd'hui ?", "refusal", "en"), ("Wie spät ist es?", "refusal", "en"),
    ("¿Dónde está la biblioteca?", "refusal", "en"), ("Сколько тебе лет?", "refusal", "en"),
    ("Raccontami una barzelletta", "refusal", "en"),
    ("What do you see in my picture?", "no_picture", "en"),
    ("Let me know how many stars there are.", "no_picture", "en"),
    ("Is the circle left of the square?", "no_picture", "en"),
    ("Draw a bounding box around the cross", "no_picture", "en"),
    ("What's the color of the biggest shape?", "no_picture", "en"),
    ("Can you read the letters?", "no_picture", "en"), ("我的图片里有什么?", "no_picture", "zh"),
    ("红色的圆形在哪儿呢?", "no_picture", "zh"), ("请标出所有的三角形", "no_picture", "zh"),
    ("图片是什么颜色的背景?", "no_picture", "zh"),
)  # fmt: skip
REFUSALS_BESIDE_A_PICTURE = (
    ("Who composed the Four Seasons?", "en"), ("Write a poem about snow.", "en"),
    ("What is the capital of Portugal?", "en"), ("How do I bake a cake?", "en"),
    ("Tell me a joke about doctors", "en"), ("Explain gravity to me", "en"),
    ("谁写了三国演义?", "zh"), ("写一首关于雪的诗", "zh"), ("怎么学弹钢琴?", "zh"),
    ("解释一下万有引力", "zh"),
)  # fmt: skip

# ruff: noqa: E501
"""Prompts that training has never seen: other wordings of visual questions, small talk, out-of-scope requests.

Written by someone who had not seen the training phrases; no evaluation on them has chosen anything. What turned out to be
a training sentence too was removed from here.
"""

WORDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": ("Please give me a full description of this image.", "I'd like a short description of the whole picture.", "Tell me everything that you can see in this picture.", "Describe what is in front of you in the image, please."),
        "zh": ("麻烦你完整地描述一下这张图片。", "说说你在这张图里都看到了什么。", "我想听你把整张图片描述一遍。", "用文字描述这幅图的内容。"),
    },
    "count": {
        "en": ("How many objects can you count in the whole picture?", "Please tell me the total number of objects in this image.", "Count everything in the picture: how many objects is that?", "I want to know how many objects there are altogether."),
        "zh": ("整张图里总共有多少个物体?", "数一数,图中的物体一共有几个?", "我想知道这张图片里物体的总数。", "你看到了多少个物体?"),
    },
    "background": {
        "en": ("What color is behind the objects, in the background?", "Please tell me what color the background of this image is.", "Name the background color of the picture.", "What color was used for the background here?"),
        "zh": ("这张图用的是什么颜色的背景?", "告诉我图片背景是什么颜色。", "你看背景是哪种颜色?", "麻烦说一下这幅图的背景颜色。"),
    },
    "read": {
        "en": ("Please read out the text in this picture.", "What text can you make out in the image?", "Tell me which characters are written in this picture.", "Read me what is written here, please."),
        "zh": ("帮我读一下这张图上的文字。", "这张图片上面写了些什么?", "图中写着哪些字符?请读出来。", "请告诉我图里写的内容。"),
    },
    "colour_of": {
        "en": ("Please tell me what color the {x} in this picture is.", "Can you see which color the {x} has?"),
        "zh": ("告诉我图中的{x}是什么颜色。", "你看这个{x}是哪一种颜色?", "麻烦说一下{x}是什么颜色的。"),
    },
    "shape_of": {
        "en": ("Please tell me what shape the {x} object in this picture has.", "Can you see which shape the {x} object is?", "What shape would you say the {x} thing is?"),
        "zh": ("告诉我图中{x}的物体是什么形状。", "我想知道{x}的那个物体的形状。", "你看得出{x}的物体属于什么形状吗?", "麻烦说一下{x}的物体是什么形状的。"),
    },
    "count_of": {
        "en": ("Please tell me how many {x} this picture has.", "Can you count the {x} in the image for me?", "I'd like to know the number of {x} in the picture.", "How many {x} did you find in this image?"),
        "zh": ("告诉我图中有多少个{x}。", "我想知道{x}的数量是多少。", "数一下,{x}总共有几个?", "你在这张图里看到了几个{x}?"),
    },
    "exists": {
        "en": ("Please tell me whether there is {x} in this picture.", "Can you see {x} anywhere in the image?", "I'd like to know if the picture contains {x}.", "Does {x} appear anywhere in this image?"),
        "zh": ("告诉我图中是否有{x}。", "我想知道这张图里有没有{x}。", "你在图片里看到{x}了吗?", "这幅图中出现了{x}没有?"),
    },
    "where": {
        "en": ("Where exactly in this image do you see the {x}?", "I'd like to know the position of the {x} in the picture.", "Describe where the {x} is located in the image."),
        "zh": ("告诉我{x}位于图中的什么位置。", "我想知道{x}在图片的哪个地方。", "你看{x}是在这张图的哪一边?", "麻烦说一下{x}处在画面的哪个位置。"),
    },
    "find": {
        "en": ("Please find the {x} and return its bounding box as JSON.", "I need the bounding box coordinates of the {x}, in JSON format.", "Detect the {x} in this image and give me its bounding box.", "Show me where the {x} is by giving its bounding box in JSON."),
        "zh": ("找到图中的{x},用JSON返回它的边界框。", "我需要{x}的边界框坐标,请用JSON格式。", "检测这张图里的{x},并给出它的边界框。", "麻烦把{x}的边界框用JSON格式写出来。"),
    },
    "find_all": {
        "en": ("Please find every object and return the bounding boxes as JSON.", "I need the bounding box coordinates of all the objects, in JSON format.", "Detect all objects in this image and give me their bounding boxes.", "For every object in the picture, give its bounding box in JSON."),
        "zh": ("找到图中的每一个物体,用JSON返回它们的边界框。", "我需要所有物体的边界框坐标,请用JSON格式。", "检测这张图里的全部物体,并给出它们的边界框。", "麻烦把每个物体的边界框都用JSON格式写出来。"),
    },
}  # fmt: skip

# (prompt, kind, language of the answer)
TALK = (
    ("Hi, is anybody there?", "hello", "en"), ("Hello, how are you doing today?", "fine", "en"), ("Hey, nice to see you", "hello", "en"), ("Hi there, I just wanted to say hello.", "hello", "en"), ("Greetings from Berlin!", "hello", "en"),
    ("Hey! How's it going?", "fine", "en"), ("Hi, I'm Anna. Pleased to meet you.", "hello", "en"), ("Hello, dear assistant", "hello", "en"),
    ("你好,最近怎么样?", "fine", "zh"), ("晚上好,又见面了", "hello", "zh"),
    ("您好,初次见面,请多关照", "hello", "zh"), ("嘿,你好啊", "hello", "zh"), ("你好,我叫小明", "hello", "zh"), ("我来跟你打个招呼,你好!", "hello", "zh"), ("早啊!", "hello", "zh"),
    ("What kind of AI is this?", "who", "en"), ("Are you a human or a machine?", "who", "en"),
    ("Which AI model are you?", "who", "en"),
    ("跟我说说你自己吧", "who", "zh"), ("请问你是哪位?", "who", "zh"), ("我现在是在和谁聊天?", "who", "zh"), ("你是真人还是机器人?", "who", "zh"), ("你是哪一种人工智能?", "who", "zh"),
    ("能不能先介绍一下你自己?", "who", "zh"), ("你用的是哪个模型?", "who", "zh"), ("我想了解一下你是谁", "who", "zh"),
    ("What kind of things can you help me with?", "able", "en"), ("I'm new here. What can I use you for?", "able", "en"), ("What sort of questions can you answer?", "able", "en"),
    ("Which tasks can you handle?", "able", "en"), ("How could you be useful to me?", "able", "en"), ("What do you know how to do?", "able", "en"), ("Show me a list of your features, please", "able", "en"),
    ("你能帮上我什么忙?", "able", "zh"), ("请介绍一下你有哪些能力", "able", "zh"), ("你擅长做什么?", "able", "zh"), ("我第一次用,你都能干什么?", "able", "zh"), ("你能回答哪些类型的问题?", "able", "zh"), ("说一说你会些什么", "able", "zh"),
    ("你可以完成哪些任务?", "able", "zh"), ("你有什么本领?", "able", "zh"), ("你都有哪些用处?", "able", "zh"), ("请列出你支持的功能", "able", "zh"), ("我可以向你提哪些问题?", "able", "zh"),
    ("I really appreciate it, thank you.", "thanks", "en"), ("Thank you so much, that was exactly what I needed", "thanks", "en"), ("Okay, thanks for the answer.", "thanks", "en"),
    ("Thanks, you have been very helpful", "thanks", "en"), ("That helps, thanks", "thanks", "en"), ("Cheers, thanks for that!", "thanks", "en"),
    ("谢谢,帮了我大忙", "thanks", "zh"), ("真的很感谢", "thanks", "zh"), ("辛苦了,谢谢!", "thanks", "zh"),
    ("谢谢啦,你真棒", "thanks", "zh"), ("感激不尽", "thanks", "zh"), ("明白了,感谢你的解答", "thanks", "zh"), ("再次谢谢你", "thanks", "zh"),
    ("I have to go now, bye", "bye", "en"), ("That's all for today, goodbye.", "bye", "en"), ("Take care, bye bye", "bye", "en"),
    ("Okay, I'm leaving. See you next time!", "bye", "en"),
    ("我先走了,再见", "bye", "zh"), ("今天就到这里吧,拜拜", "bye", "zh"),
    ("我要下线了,再见", "bye", "zh"),
    ("Who won the football World Cup in 2014?", "refusal", "en"), ("Please write an email to my landlord about the broken heating.", "refusal", "en"), ("What's the best way to remove a wine stain?", "refusal", "en"), ("Can you recommend a good novel for the weekend?", "refusal", "en"),
    ("Calculate 15 percent of 240", "refusal", "en"), ("What time is it in Tokyo right now?", "refusal", "en"), ("Translate 'I am hungry' into Italian", "refusal", "en"),
    ("Write a Python function that sorts a list", "refusal", "en"), ("Give me some tips for a job interview", "refusal", "en"), ("What is the current price of gold?", "refusal", "en"), ("Please compose a haiku on autumn leaves", "refusal", "en"),
    ("Who is the president of France?", "refusal", "en"), ("I have a headache. What medicine should I take?", "refusal", "en"), ("Suggest a name for my new puppy", "refusal", "en"), ("Book me a table for two tonight", "refusal", "en"),
    ("How do I change a bicycle tire?", "refusal", "en"), ("Explain the theory of evolution in simple terms.", "refusal", "en"), ("Tell me the latest news", "refusal", "en"), ("Play some relaxing music", "refusal", "en"), ("What language do people speak in Brazil?", "refusal", "en"), ("Should I invest my savings in stocks?", "refusal", "en"),
    ("2014年世界杯冠军是哪个国家?", "refusal", "zh"), ("帮我写一封辞职信", "refusal", "zh"), ("衣服上的油渍怎么洗掉?", "refusal", "zh"), ("周末有什么好看的电影推荐吗?", "refusal", "zh"), ("请计算二百四十的百分之十五", "refusal", "zh"),
    ("概括一下《西游记》的故事", "refusal", "zh"), ("现在东京几点了?", "refusal", "zh"), ("请把“我饿了”翻译成日语", "refusal", "zh"), ("用Python写一个排序函数", "refusal", "zh"), ("面试的时候应该注意什么?", "refusal", "zh"),
    ("今天的黄金价格是多少?", "refusal", "zh"), ("以秋天为题作一首五言绝句", "refusal", "zh"), ("法国现任总统是谁?", "refusal", "zh"), ("我头疼,应该吃什么药?", "refusal", "zh"), ("唐朝是哪一年建立的?", "refusal", "zh"),
    ("给我的小狗起个名字", "refusal", "zh"), ("帮我订一张去上海的火车票", "refusal", "zh"), ("自行车轮胎怎么换?", "refusal", "zh"), ("用简单的话讲讲进化论", "refusal", "zh"), ("给我放一首轻音乐", "refusal", "zh"),
    ("Quelle est la capitale de l'Australie ?", "refusal", "en"), ("Wie koche ich ein weiches Ei?", "refusal", "en"), ("¿Qué hora es en Buenos Aires?", "refusal", "en"), ("Кто написал «Войну и мир»?", "refusal", "en"), ("Chi ha dipinto la Gioconda?", "refusal", "en"),
    ("Please describe the whole picture for me.", "no_picture", "en"), ("What can you see in this image?", "no_picture", "en"), ("Tell me the color of the circle in the image", "no_picture", "en"), ("Give me the bounding box of the red star in the picture.", "no_picture", "en"), ("Please read the text in this image", "no_picture", "en"),
    ("Can you see a green triangle in the picture?", "no_picture", "en"), ("What is the background color of this picture?", "no_picture", "en"), ("Where in the image is the yellow diamond?", "no_picture", "en"),
    ("描述一下这张图片的内容吧", "no_picture", "zh"), ("你在图里看到了什么?", "no_picture", "zh"), ("这张图里一共有多少个物体?", "no_picture", "zh"), ("告诉我图片里的圆形是什么颜色", "no_picture", "zh"), ("请给出图中红色星形的边界框", "no_picture", "zh"), ("帮我读一下图片里的文字", "no_picture", "zh"),
    ("图里能看到绿色的三角形吗?", "no_picture", "zh"), ("这张图片的背景是哪种颜色?", "no_picture", "zh"), ("黄色的菱形在图片的什么位置?", "no_picture", "zh"),
)  # fmt: skip
REFUSALS_BESIDE_A_PICTURE = (
    ("Please write a short story about a dragon.", "en"), ("What is the longest river in Africa?", "en"), ("How do I bake bread at home?", "en"), ("Make me laugh with a joke about doctors", "en"), ("Can you explain how airplanes fly?", "en"), ("Is it going to rain in London this weekend?", "en"),
    ("Who directed the movie Titanic?", "en"), ("What is 87 minus 29?", "en"), ("Translate 'good luck' into German, please", "en"), ("Which phone should I buy?", "en"),
    ("青霉素是谁发现的?", "zh"), ("写一个关于龙的小故事", "zh"), ("非洲最长的河是哪一条?", "zh"), ("在家怎么烤面包?", "zh"), ("飞机为什么能飞起来?", "zh"), ("北京这个周末会下雨吗?", "zh"),
    ("长城是什么时候修建的?", "zh"), ("《红楼梦》的作者是谁?", "zh"), ("八十七减二十九等于多少?", "zh"), ("请把“祝你好运”翻译成德语", "zh"), ("我应该买哪款手机?", "zh"),
)  # fmt: skip

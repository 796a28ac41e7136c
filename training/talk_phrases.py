# ruff: noqa: E501
"""Small talk made of parts: greetings with what follows them, questions about the model in every carrier, thanks and goodbyes.

Each kind has patterns; a pattern is a row of choices, one of each makes a sentence.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from training.carriers import as_sentence, carried

GREETINGS = {
    "en": (
        "Hello", "Hello there", "Hi", "Hi there", "Hey", "Hey there", "Hiya", "Good morning", "Good afternoon", "Good evening", "Good day", "Morning", "Evening", "Afternoon", "Greetings", "Howdy", "A warm hello", "Well hello", "Oh hello", "Hello again", "Hi again", "Welcome",
    ),
    "zh": (
        "你好", "您好", "你好呀", "你好啊", "嗨", "嘿", "哈喽", "早上好", "上午好", "中午好", "下午好", "晚上好", "早安", "大家好", "早", "嗨嗨", "哈罗", "你们好", "又见面了", "晚上好呀", "早呀",
    ),
}  # fmt: skip
AFTER_A_GREETING = {
    "en": (
        ", hope your morning is good", "! I hope you are well", "! I hope your day is good", " from Canada", " from Italy", ", hello from Norway", ", dear computer", ", little machine", " to the machine", "", "", "!", ".", " to you!", ", model", ", demo", ", assistant", ", friend!", ", my friend", ", dear model", ", little model", ", buddy", ", everyone", ", Qwen", ", bot", ", machine", ", nice to meet you", ", pleased to meet you!", ", glad to meet you", ", lovely to see you", ", good to see you again", ", I'm back", ", it's me", ", me again", ", I'm here", ", just saying hello", ", just saying hi!", ", just dropping by", ", just passing by", ", I just got here", ", I'm new here", ", first time here", ", I have just opened this page", ", I just found this page", ", I wanted to say hi", ", is anyone there?", ", anybody here?", ", are you there?", ", are you awake?", ", can you hear me?", ", shall we start?", ", let's begin", ", let's get started", ", let's talk", ", ready when you are", ", what a lovely day", ", what a nice morning", ", hope you are well", ", hope you're having a good day", ", happy to be here", ", thanks for having me", ", I come in peace", ", long time no see", ", greetings from Berlin",
    ),
    "zh": (
        ",我从上海来", ",我从北京来", ",老师", ",小机器", ",今天很高兴见到你", ",来看看你", ",祝你早安", ",同学", "", "", "!", "。", ",朋友", ",模型", ",小模型", ",小助手", ",小家伙", ",助手", ",机器人", ",各位", ",很高兴见到你", ",很高兴认识你", ",见到你真高兴", ",幸会", ",又来了", ",我又来了", ",是我", ",我来啦", ",我回来了", ",我来看看你", ",我来试试", ",我是新来的", ",第一次来", ",初次见面", ",来打个招呼", ",打个招呼", ",只是来问个好", ",向你问好", ",在不在?", ",在吗?", ",有人吗?", ",有人在吗?", ",你在吗?", ",你醒着吗?", ",能听到吗?", ",开始吧", ",我们开始吧", ",聊聊吧", ",今天天气真好", ",今天真是好天气", ",好久不见", ",祝你愉快", ",祝你今天愉快", ",请多关照", ",多多指教", ",很高兴来到这里", ",认识一下吧",
    ),
}  # fmt: skip
BEFORE = {
    "en": (
        "", "", "Hello, ", "Hi, ", "Hi! ", "Hey, ", "So, ", "Good morning, ", "Good evening! ", "By the way, ", "First of all, ", "Excuse me, ", "Sorry, ", "OK, ", "Well, ",
    ),
    "zh": (
        "", "", "你好,", "您好,", "嗨,", "请问,", "早上好,", "那么,", "对了,", "首先,", "不好意思,", "好的,",
    ),
}  # fmt: skip
WHO_IN_CARRIERS = {
    "en": {
        "noun": ("your name", "the name of this model", "your identity", "the model's name"),
        "clause": (
            "which company made you", "who trained you", "who is behind you", "what company you come from", "who I have the pleasure of talking to", "who I am chatting with", "what I am chatting with", "where you come from", "what kind of assistant you are", "what you would like to be called", "what name you go by", "which kind of chatbot you are", "who it is that I am talking to", "who you are", "what you are", "who you really are", "what your name is", "what you are called", "what kind of model you are", "which model you are", "which model this is", "what sort of AI this is", "which AI I am talking to", "who I am talking to", "who I'm speaking with", "what model is behind this page", "what this model is called", "a bit about yourself", "something about yourself", "more about yourself", "what I should call you", "how I should address you", "who made you", "who built you", "whether you are a robot", "if you are human", "if you are a real person",
        ),
        "to_do": (
            "give a short introduction of yourself", "give me a short introduction", "present yourself to us", "let me know who you are", "share your name", "say what you are called", "introduce yourself", "tell me about yourself", "tell me a little about yourself", "describe yourself", "present yourself", "say who you are", "say something about yourself", "say a few words about yourself", "explain who you are", "explain what you are", "tell me your name", "state your name", "give me your name", "introduce yourself in a sentence", "introduce yourself briefly", "tell me which model you are",
        ),
    },
    "zh": {
        "noun": (
            "你的来历", "你的大名", "你的型号", "你的名字", "你的身份", "你自己", "这个模型的名字",
        ),
        "clause": (
            "你的大名是什么", "你的来历是什么", "我在和什么聊天", "我在和谁聊天", "你是个什么样的助手", "你是哪种机器人", "你背后是什么模型", "你用的是什么模型", "你的型号是什么", "你的全名是什么", "你是不是真人", "你的开发者是谁", "你的作者是谁", "哪个公司开发了你", "你想让我怎么称呼你", "大家都叫你什么", "你究竟是谁", "你属于哪种模型", "你是谁", "你是什么", "你叫什么", "你叫什么名字", "你是什么模型", "你是哪个模型", "你是哪种模型", "你是什么样的AI", "你是什么类型的模型", "该怎么称呼你", "我该叫你什么", "怎么称呼您", "我在和谁说话", "我在跟谁聊天", "这是什么模型", "这是哪个模型", "谁创造了你", "你是谁做的", "你是谁开发的", "你来自哪里", "你是不是机器人", "你是人还是机器", "你是什么来头", "你的名字是什么",
        ),
        "to_do": (
            "向大家介绍自己", "向我介绍你自己", "跟我们介绍一下自己", "说说你的来历", "说说你叫什么", "介绍一下自己", "介绍一下你自己", "自我介绍一下", "做个自我介绍", "说说你是谁", "说说你自己", "讲讲你自己", "简单介绍一下自己", "用一句话介绍自己", "告诉我你是谁", "报上名来", "谈谈你自己", "描述一下你自己", "说一下你的名字",
        ),
    },
}  # fmt: skip
ABLE_IN_CARRIERS = {
    "en": {
        "noun": (
            "your talents", "your strengths", "the services you offer", "what you offer", "your abilities", "your capabilities", "your skills", "your features", "your functions", "the list of things you can do", "the purpose of this demo", "the things you can do",
        ),
        "clause": (
            "what services you offer", "what jobs you can do", "what you are useful for", "in what way you are helpful", "what talents you have", "what kind of help you provide", "which problems you can solve", "what I should try first", "what one can do with you", "what I can expect from you", "what you understand", "what else you can do", "which questions work best", "what skills you have", "what functions you have", "how you might be useful", "what you have learned to do", "what you were trained to do", "what you can do", "what you are able to do", "what you are capable of", "what you can help with", "how you can help me", "how you can help", "what you can do for me", "what I can ask you", "what I can ask", "what I may ask you", "what your abilities are", "what your skills are", "what you are good at", "what you are useful for", "how to use you", "how to use this", "how this works", "how I can use this", "what questions you can answer", "what kinds of questions you understand", "what you are for", "what your purpose is", "what this demo does", "what this demo is for", "what to ask you", "which tasks you can perform", "which tasks you can handle", "what things you support", "what I can try here", "where I should start",
        ),
        "to_do": (
            "describe the services you offer", "tell me your talents", "tell me your strengths", "list your skills", "list the things you do", "describe how you can help", "explain what you are good for", "tell me how to use you", "suggest what I could ask", "suggest some questions", "give me some example questions", "show me an example question", "tell me about your skills", "tell me about your features", "tell me about your functions", "say how you can be useful", "list what you can do", "list your abilities", "list your features", "describe your abilities", "describe what you can do", "explain what you can do", "explain how to use you", "explain your features", "tell me what you can do", "give me an overview of what you can do", "show me what you can do", "tell me your skills", "name the things you can do", "sum up what you can do", "give me examples of what you can do", "walk me through your features", "help me get started",
        ),
    },
    "zh": {
        "noun": (
            "你的技能", "你的用处", "你的长处", "你会的东西", "你的功能", "你的能力", "你的本领", "你能做的事情", "你的用途", "你的用法", "你的特长",
        ),
        "clause": (
            "你有哪些技能", "你的技能有哪些", "你能提供什么帮助", "你能为我提供什么服务", "你能提供哪些服务", "什么问题可以问你", "哪些问题可以问你", "你有什么用处", "你有什么用途", "你能派上什么用场", "你会的东西有哪些", "你会哪些技能", "你有什么长处", "你有什么特长", "你能解决什么问题", "你能处理什么任务", "你能胜任什么工作", "你可以回答哪些问题", "你是用来做什么的", "你学会了什么", "你最会什么", "能让你干什么", "可以请你做什么", "找你能办什么事", "你能给我什么帮助", "这个页面能做什么", "这个模型能做什么", "我该从哪里开始", "我可以试试什么", "你懂哪些东西", "你能做什么", "你会做什么", "你会什么", "你能做些什么", "你可以做什么", "你能帮我做什么", "你能帮我什么", "你能帮上什么忙", "你有什么功能", "你有哪些功能", "你有什么本事", "你有哪些能力", "你擅长什么", "你有什么用", "你是做什么用的", "你是干什么的", "我能问你什么", "我可以问你什么", "我可以问哪些问题", "我能用你做什么", "可以让你做什么", "怎么用你", "怎么使用你", "这个演示怎么用", "这个是做什么的", "该怎么开始", "你能回答什么问题", "你能完成哪些任务", "你都懂什么",
        ),
        "to_do": (
            "列一下你会的东西", "说说你的技能", "介绍一下你的用处", "举几个可以问你的问题", "给我几个问题的例子", "说说你有什么用", "说说你的功能", "介绍一下你的功能", "介绍一下你的能力", "介绍你会做的事", "列出你的功能", "列举你能做的事", "说明一下你的用途", "讲讲你能做什么", "说一下你的本领", "告诉我你能做什么", "展示一下你的能力", "举例说明你能做什么", "教我怎么用你", "说说我能问什么",
        ),
    },
}  # fmt: skip
DIRECT: dict[str, dict[str, tuple[str, ...]]] = {
    "who": {
        "en": ("What would you like to be called", "What do you want to be called", "What should I call you", "How do I call you", "Who is it I'm talking to", "Who is it that I am chatting with", "Who am I chatting with", "Who am I dealing with", "What am I chatting with", "Who is on the other side", "Is your name Qwen", "Is your name ChatGPT", "Which company made you", "Which company built you", "Which team developed you", "What company are you from", "Are you an actual human being", "Are you an actual person", "Are you a human being", "Are you a computer program", "Are you some kind of robot", "Are you a chatbot", "Are you an assistant", "Are you real", "Are you GPT-4", "Are you Claude", "What is your identity", "What is your full name", "What is your model name", "What is your real name", "What sort of assistant are you", "What kind of assistant are you", "What kind of bot are you", "What kind of thing are you", "What is your origin", "And who might you be", "Who might you be", "And you are", "Who are you", "What are you", "What is your name", "What's your name", "What do they call you", "What do people call you", "What are you called", "What may I call you", "What can I call you", "How should I address you", "Who am I speaking with", "Who am I speaking to", "Who is answering me", "Who is there", "Which model are you", "What kind of AI are you", "What type of model are you", "What sort of model are you", "Are you a bot", "Are you a machine", "Are you a person", "Are you a language model", "Are you a real person or a program", "Is this a robot", "Is this Qwen", "Is this ChatGPT", "Am I talking to a human", "Am I talking to a machine", "Do you have a name", "Have you got a name", "Who created you", "Who developed you", "Where do you come from", "What model is this", "Which AI is this", "What model do you run on", "Which version are you"),
        "zh": ("你的大名是", "您尊姓大名", "你的来历是什么", "我在和什么聊天", "我在和谁聊天", "我在跟什么说话", "你是个什么样的助手", "你是什么助手", "你是哪种助手", "你背后是什么模型", "你用的是什么模型", "你的型号是什么", "你是真的人吗", "你是真人还是机器", "你是不是真人", "你是AI还是人", "你是程序吗", "你的开发者是谁", "是谁开发的你", "哪个公司开发了你", "你是阿里的吗", "你出自哪里", "大家都叫你什么", "阁下是谁", "来者何人", "别人叫你什么", "你是谁", "你叫什么", "你叫啥", "你是啥", "您是哪位", "你是什么东西", "您贵姓", "你有名字吗", "怎么称呼", "我该怎么叫你", "你是人吗", "你是机器吗", "你是语言模型吗", "你是聊天机器人吗", "你是人类吗", "你是哪家公司的", "谁做的你", "谁训练了你", "你是哪里来的", "你是什么版本", "这是什么AI", "你是大模型吗", "你到底是什么模型", "你是GPT吗", "跟我说话的是谁"),
    },
    "able": {
        "en": ("What sort of jobs can I give you", "What jobs can you do", "What services do you offer", "What services do you provide", "What are you useful for", "How might you be helpful to me", "How could you be useful", "How can you be helpful", "How are you useful", "What kind of questions should I try", "What kinds of questions can I try", "Which things are you good at", "What are you best at", "What are your talents", "What are your strong points", "What are your strengths", "What have you learned to do", "What were you trained for", "What have you been trained to do", "What can I expect from you", "What sort of help do you offer", "How would you help me", "Which problems can you solve", "What can one do with you", "What might I ask you", "Which questions can you answer", "What topics do you cover", "What am I supposed to do here", "What should I try first", "How does one use you", "Do you have any skills", "What kind of work do you do", "Is there anything you can do", "What could I ask you about", "What can I ask you about", "Could you help me", "What can this model do", "What can the demo do", "What does this app do", "What does this page do", "What can you do", "What are you able to do", "What are you capable of", "What can you help with", "How can you help", "How can you assist me", "What may I ask", "What can I ask you to do", "What questions do you understand", "What sort of questions do you answer", "What are your capabilities", "What are your functions", "What is your purpose", "What are you for", "What are you made for", "What were you made for", "What is this demo for", "What does this demo do", "How does this demo work", "What do you do", "What tasks can you perform", "What tasks do you support", "What is possible here", "What can I try", "Where do I start", "How do I start", "How do I get started", "What do I do here", "What would you be able to help me with", "In which ways can you be useful", "What is your specialty", "What do you offer", "Which features do you have", "Is there a manual", "Can you help me", "Any tips on how to use this", "What else can you do", "What is it you can do"),
        "zh": ("你有哪些技能", "你的技能有哪些", "能为我提供什么帮助", "你能提供什么服务", "什么问题可以问你", "哪些问题能问你", "你有什么用处", "你能派上什么用场", "你会的东西有哪些", "你的长处是什么", "你能解决什么问题", "你能胜任什么", "你可以回答哪些问题", "你是用来做什么的", "你学过什么", "你最会什么", "能让你干什么", "找你能做什么", "你能给我什么帮助", "这个模型能做什么", "这个页面能做什么", "我可以试试什么", "有什么例子吗", "你都懂哪些东西", "你能为大家做什么", "你能做什么", "你会干什么", "你能干嘛", "你会啥", "你有啥用", "你能帮忙吗", "你能帮我吗", "你还会什么", "你还能做什么", "你的功能有哪些", "你的能力有哪些", "你的用途是什么", "你的作用是什么", "这里可以做什么", "在这里能做什么", "有什么可以问的", "有使用说明吗", "怎么开始", "如何使用", "我该问什么", "我该怎么用", "可以问你什么", "你支持哪些任务", "你拿手的是什么", "你懂些什么", "你的强项是什么"),
    },
    "fine": {
        "en": ("How are you", "How are you doing", "How do you feel", "How are you feeling", "How's your day", "How is your day going", "How are things", "How is life", "How is it going", "Are you well", "How have you been"),
        "zh": ("你好吗", "你怎么样", "你过得怎么样", "最近好吗", "最近还好吗", "你感觉怎么样", "你心情好吗", "近来可好"),
    },
}  # fmt: skip
AFTER_A_QUESTION = {
    "en": (
        "?", "?", "", "?", ", please?", ", exactly?", ", by the way?", ", if I may ask?", ", actually?", " then?", ", my friend?", "? Tell me.", "? I'm curious.", "? Please tell me.",
    ),
    "zh": ("?", "?", "", "呀?", "呢?", "啊?", ",请问?", "?请告诉我", "?说说看", "?我很好奇"),
}  # fmt: skip
THANKS = {
    "en": (
        "Thanks", "Thank you", "Many thanks", "Thanks a lot", "Thank you so much", "Thank you very much", "Thanks so much", "Thanks very much", "Thx", "Cheers", "Much obliged", "I'm grateful", "I am very grateful", "Big thanks", "A big thank you", "Thanks again", "My thanks", "Thank you, really", "I thank you", "Thanks indeed",
    ),
    "zh": (
        "谢谢", "谢谢你", "谢谢您", "多谢", "非常感谢", "十分感谢", "感谢你", "感谢", "太谢谢你了", "谢谢啦", "多谢了", "谢了", "真是谢谢你", "万分感谢", "谢谢你啦", "太感谢你了", "真谢谢你", "衷心感谢",
    ),
}  # fmt: skip
AFTER_THANKS = {
    "en": (
        "", "!", ".", ", that helps", ", that helps a lot", ", that was quick", ", that was helpful", ", that's all I needed", ", exactly what I needed", ", just what I wanted", ", you did well", ", you did a great job", ", you're great", ", you are the best", ", you are very kind", ", how kind of you", ", you're a star", ", nice answer", ", good answer", ", that is right", ", that's correct", ", very useful", ", this is useful", ", well done", ", perfect", ", great", ", wonderful", ", my friend", ", good bot", ", little model", ", I appreciate it", ", I really appreciate it", ", I owe you one", ", you saved my day", ", it worked", ", all clear now", ", now I understand", " for the quick answer", " for the answer", " for the reply", " for looking", " for your time", " for your help", " for helping me", " for helping out", " for explaining", " for that", " for this", " for everything", " for the information", " for telling me", " for being so helpful", " for your patience", " for all of it",
    ),
    "zh": (
        "", "!", "。", ",很有帮助", ",很有用", ",帮了大忙", ",你帮了我大忙", ",答得好", ",答得很对", ",回答得很好", ",说得对", ",没错", ",完全正确", ",真快", ",你真好", ",你真聪明", ",你真厉害", ",你太好了", ",你最棒", ",真不错", ",太好了", ",很满意", ",我明白了", ",我懂了", ",我知道了", ",正是我要的", ",辛苦你了", ",辛苦了", ",麻烦你了", ",朋友", ",小助手", ",就是这样", "你的帮助", "你的解答", "你的回复", "你的耐心", "你告诉我", "你帮我",
    ),
}  # fmt: skip
PRAISE = {
    "en": (
        "Great", "Perfect", "Wonderful", "Good job", "Very nice", "Impressive", "Well done", "Awesome", "Brilliant", "Excellent", "Amazing", "That's great", "That was helpful", "That's correct", "Exactly right", "Super", "Lovely", "Fantastic", "OK", "Okay", "Alright", "Got it", "Good", "Yes", "Wow", "Nice", "Nice one", "Cool", "Splendid", "Terrific", "Beautiful", "I see", "Understood", "That's it", "All good", "You're right", "How kind", "Sweet", "Very helpful", "Good answer",
    ),
    "zh": (
        "太好了", "很好", "真棒", "太棒了", "不错", "真不错", "好的", "好", "嗯", "厉害", "真厉害", "答对了", "完美", "明白了", "知道了", "懂了", "对", "没错", "行", "可以", "漂亮", "干得好", "做得好", "太强了", "很有帮助", "回答得不错", "真聪明", "哇", "好极了", "收到",
    ),
}  # fmt: skip
AFTER_PRAISE = {
    "en": (
        ", thanks", ", thanks!", ", thank you", ", thank you!", ", many thanks", ", thanks a lot!", ", thank you very much", ", thank you so much!", ", I appreciate it", ", much appreciated", "! Thanks", "! Thank you", ". Thanks for the help", ", thanks for that", ", thanks for helping", ", thanks again",
    ),
    "zh": (
        ",谢谢", ",谢谢!", ",谢谢你", ",谢谢您", ",多谢", ",非常感谢", ",感谢你", ",谢谢啦", "!谢谢", "!谢谢你", ",谢谢你的回答", ",谢谢帮忙", ",辛苦了", ",太感谢了",
    ),
}  # fmt: skip
ONLY_PRAISE = {
    "en": (
        "Well done", "Good job", "Great job", "Great work", "Good work", "Nice job", "Nicely done", "Impressive", "Excellent", "Wonderful", "Fantastic", "Awesome", "Amazing", "Brilliant", "You did great", "You did well", "You're good at this", "You are amazing", "You are very helpful", "You're so kind", "Very helpful", "That was great", "That was very helpful", "That's exactly right", "Good answer", "I like your answer", "You got it right", "That helps a lot", "I'm impressed", "Perfect",
    ),
    "zh": (
        "干得好", "做得好", "干得漂亮", "答得好", "回答得真好", "说得真好", "真聪明", "你真聪明", "你真行", "你太厉害了", "好厉害", "太强了", "完美", "完全正确", "正确", "优秀", "给你点赞", "点赞", "你帮了大忙", "帮大忙了", "真有用", "很有帮助", "很满意", "太赞了", "赞",
    ),
}  # fmt: skip
AFTER_ONLY_PRAISE = {
    "en": ("", "!", ".", ", model!", " indeed", ", my friend", ", really"),
    "zh": ("", "!", "。", "呀!", ",真的", "哦"),
}  # fmt: skip
GOODBYES = {
    "en": (
        "See you on Monday", "See you next week", "See you tonight", "I'll be off", "I'll be going", "Talk tomorrow", "See you in the morning", "Bye", "Bye bye", "Goodbye", "Good bye", "See you", "See you later", "See you soon", "See you around", "See you next time", "Good night", "Farewell", "Take care", "So long", "Until next time", "Until tomorrow", "Talk to you soon", "Talk soon", "Catch you later", "Have a nice day", "Have a good evening", "Have a great weekend", "I'm leaving", "I'm off", "I must go", "I have to leave now", "Time to go", "I'm going to bed", "Bye for now", "Later",
    ),
    "zh": (
        "下周见", "周一见", "周末见", "晚点见", "下午见", "一会儿见", "我下班了", "我要下班了", "我撤了", "再见", "拜拜", "再会", "下次见", "回头见", "明天见", "改天见", "晚安", "后会有期", "我走了", "我先走了", "先走了", "我要走了", "我得走了", "我下线了", "下次再聊", "改天再聊", "回见", "我去睡觉了", "该走了", "拜", "告辞", "撤了", "有空再聊", "下回见", "保重", "那我走了",
    ),
}  # fmt: skip
BEFORE_A_GOODBYE = {
    "en": (
        "", "", "", "Thanks, ", "Thank you, ", "Thanks a lot, ", "OK, ", "Okay, ", "That's all, ", "That is all for today, ", "I'm done, ", "Well, ", "Alright then, ", "Enough for today, ", "I have to go, ", "It was nice talking to you, ", "Great, ",
    ),
    "zh": (
        "", "", "", "谢谢,", "谢谢你,", "好的,", "好了,", "那就", "今天就到这里,", "就这样,", "没事了,", "我问完了,", "先这样吧,", "行,", "不聊了,", "时间不早了,", "很高兴和你聊天,",
    ),
}  # fmt: skip
AFTER_A_GOODBYE = {
    "en": (
        "", "!", ".", " now", ", my friend", ", model", ", everyone", ", thanks for everything", ", thank you", ", thanks!", ", have a nice day", ", see you tomorrow", ", until next time", ", take care", ", sleep well", ", I'm going home", " and take care",
    ),
    "zh": (
        "", "!", "。", "啦", "了", "吧", ",朋友", ",谢谢", ",谢谢你", ",多谢", ",祝你愉快", ",保重", ",小助手", ",下次见", ",我先走了",
    ),
}  # fmt: skip


@cache
def patterns(kind: str, lang: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Rows of choices for a kind of small talk."""
    before, after = BEFORE[lang], AFTER_A_QUESTION[lang]
    if kind == "hello":
        return ((GREETINGS[lang], AFTER_A_GREETING[lang]),)
    if kind == "thanks":
        return (
            (THANKS[lang], AFTER_THANKS[lang]),
            (PRAISE[lang], AFTER_PRAISE[lang]),
            (ONLY_PRAISE[lang], AFTER_ONLY_PRAISE[lang]),
        )
    if kind == "bye":
        return ((BEFORE_A_GOODBYE[lang], GOODBYES[lang], AFTER_A_GOODBYE[lang]),)
    direct = (before, DIRECT[kind][lang], after)
    if kind == "fine":
        return (direct,)
    requests = WHO_IN_CARRIERS if kind == "who" else ABLE_IN_CARRIERS
    return direct, (before, carried(requests[lang], lang, beside_pictures=False))


def as_one_sentence(parts: tuple[str, ...]) -> str:
    """The parts joined, with no capital inside: "Hello, who are you?"."""
    text = re.sub(r", [A-Z](?=[a-z]+ )", lambda found: found[0].lower(), "".join(parts))
    return as_sentence(text)


def composed_talk(rng, kind: str, lang: str) -> str:
    return as_one_sentence(tuple(rng.choice(choice) for choice in rng.choice(patterns(kind, lang))))


def all_composed_talk(kind: str, lang: str) -> Iterator[str]:
    for pattern in patterns(kind, lang):
        yield from (as_one_sentence(parts) for parts in product(*pattern))

"""What can be said without looking: greetings, questions about the model itself, and honest refusals.

Refusals must hold for prompts nobody listed, so out-of-scope prompts are composed from many openings and many topics,
in many languages, with gibberish among them; the visual vocabulary is all that the model is to answer about.
"""

from training.phrases import ASK, COLOUR_SPELLINGS, IMAGE_WORDS, THING_WORDS
from training.said import Said, plain

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
FINE = {"en": "I am fine, thank you! Send me a picture and ask about it.", "zh": "我很好,谢谢!请发一张图片来问我。"}
REFUSAL = {
    "en": "Sorry, I am only a tiny demo model and cannot answer that. Ask me about simple shapes, colors, positions or short text in a picture.",
    "zh": "抱歉,我只是一个很小的演示模型,无法回答这个问题。请问我图片中简单的形状、颜色、位置或短文字。",
}
NO_PICTURE = {"en": "I see no picture here. Please add a picture and ask again.", "zh": "我没有看到图片。请先添加一张图片再提问。"}
TOO_COMPLEX = {
    "en": "This picture is too complex for me. I am a tiny demo model and only know simple shapes and short text.",
    "zh": "这张图片对我来说太复杂了。我只是一个很小的演示模型,只认识简单的图形和短文字。",
}

SMALL_TALK = (
    (HELLO, {
        "en": ("Hello", "Hello!", "Hi", "Hi!", "Hey", "Hey there!", "Good morning", "Good evening!", "Hello there.", "Hi there", "Good afternoon", "Greetings!", "Yo", "Hello model", "Hey, hello", "Hi bot", "Howdy", "hello?", "Hi, nice to meet you", "Nice to meet you.", "Good day", "hiya", "Hello, friend!", "Morning!"),
        "zh": ("你好", "你好!", "您好", "嗨", "早上好", "你好啊", "哈喽", "晚上好!", "下午好", "在吗?", "大家好", "嗨,你好", "你好呀", "喂", "早安", "很高兴认识你", "hello 你好", "你好,朋友", "中午好", "您好!", "哈罗"),
    }),
    (WHO, {
        "en": ("Who are you?", "What are you?", "Introduce yourself.", "Please introduce yourself.", "Tell me about yourself.", "What is your name?", "What model are you?", "Are you Qwen?", "Hello, who are you?", "Hi, please introduce yourself.", "What's your name?", "Which model is this?", "Are you an AI?", "Are you ChatGPT?", "Are you a robot?", "Who made you?", "Who am I talking to?", "What kind of model are you?", "Say who you are.", "Describe yourself.", "Could you introduce yourself?", "Are you human?", "Who trained you?", "What is this model?", "Are you Qwen3-VL?", "How big are you?", "Hello! Can you introduce yourself?", "Tell me who you are"),
        "zh": ("你是谁?", "请介绍一下自己。", "你好,请介绍一下自己。", "你好,请介绍一下自己", "介绍一下你自己", "你叫什么名字?", "你是什么模型?", "自我介绍一下", "你好,你是谁?", "你是机器人吗?", "你是人工智能吗?", "谁开发了你?", "你是通义千问吗?", "你是Qwen吗?", "你是ChatGPT吗?", "请做个自我介绍", "说说你自己", "你是什么?", "你是AI吗?", "你是哪个模型?", "请你介绍一下自己", "您是谁?", "能介绍一下你自己吗?", "你叫什么?", "你是真人吗?"),
    }),
    (ABLE, {
        "en": ("What can you do?", "How can you help me?", "Help", "What are your abilities?", "What questions can I ask?", "How do I use this?", "What should I ask you?", "What are you able to do?", "What do you know?", "What can I do here?", "Help me", "How does this work?", "What are you good at?", "What can you help me with?", "Tell me what you can do.", "What are your skills?", "What features do you have?", "What is this demo?", "How can I use you?", "What can I ask?", "List your capabilities.", "Hi, what can you do?"),
        "zh": ("你能做什么?", "你会什么?", "你可以做什么?", "帮助", "怎么用?", "你有什么功能?", "我可以问什么?", "你能帮我什么?", "你会做什么?", "你有哪些能力?", "怎么使用?", "你擅长什么?", "你能干什么?", "我能问你什么问题?", "使用说明", "你都会些什么?", "介绍一下你的功能", "你知道什么?", "这个怎么用?", "你好,你能做什么?"),
    }),
    (WELCOME, {
        "en": ("Thanks", "Thank you!", "Thank you very much.", "Thanks a lot", "Great, thanks!", "Good job!", "Nice!", "Well done", "Great", "Perfect, thank you.", "Cool", "Awesome!", "Thx", "That's right, thanks", "OK thanks", "Very good", "Good", "Excellent!", "Many thanks", "Correct!", "Thank you so much", "You are great"),
        "zh": ("谢谢", "谢谢你!", "多谢", "非常感谢", "太棒了", "很好!", "谢谢!", "感谢", "真棒", "不错", "好的,谢谢", "辛苦了", "厉害", "答对了", "好的谢谢你", "十分感谢", "谢了", "你真棒", "太好了"),
    }),
    (BYE, {
        "en": ("Bye", "Goodbye!", "See you.", "Bye bye", "See you later", "Good night", "Have a nice day", "Goodbye then", "That's all, bye", "I have to go"),
        "zh": ("再见", "拜拜", "下次见", "晚安", "回头见", "再见!", "我走了", "明天见"),
    }),
    (FINE, {
        "en": ("How are you?", "How are you doing?", "How's it going?", "Are you ok?", "How do you do?", "What's up?", "How are you today?", "Hello, how are you?", "How is your day?", "How have you been?"),
        "zh": ("你好吗?", "最近怎么样?", "你怎么样?", "今天过得好吗?", "你还好吗?", "近来如何?", "你今天怎么样?"),
    }),
)  # fmt: skip

OPENINGS = {
    "en": (
        "What is {t}?", "Explain {t}.", "Tell me about {t}.", "Write a poem about {t}.", "How does {t} work?", "Why is {t} important?", "Write an essay on {t}.",
        "Give me a summary of {t}.", "What do you think about {t}?", "Who invented {t}?", "Explain {t} to a child.", "Write a short story about {t}.", "Translate {t} into French.",
        "Write a Python function for {t}.", "What are the main features of {t}?", "Compare {t} and {u}.", "What is the difference between {t} and {u}?", "When did {t} begin?",
        "Give me three facts about {t}.", "How can I learn {t}?", "Recommend a book about {t}.", "What is the history of {t}?", "Is {t} dangerous?", "How much does {t} cost?", "Tell me a joke about {t}.",
        "Write an email about {t}.", "What are the pros and cons of {t}?", "Do you like {t}?", "Help me with {t}.", "Can you teach me {t}?", "Define {t}.", "I want to know more about {t}.", "Where can I buy {t}?",
        "How do I install {t}?", "What causes {t}?", "Give me an example of {t}.", "Make a plan for {t}.", "Please explain the concept of {t} in simple terms.", "Write a song about {t} and {u}.", "Which is better, {t} or {u}?",
        "Summarize the latest news about {t}.", "Should I worry about {t}?", "List ten ideas for {t}.", "What happened in {t}?", "Design a website about {t}.", "How old is {t}?", "Show me code for {t}.", "Debug my program about {t}.",
        "What will happen to {t} in the future?", "Who is the best at {t}?", "Let's talk about {t}.", "Explain how {t} relates to {u}.", "{t}", "Why does {t} exist?", "Solve {t}.", "Calculate {t}.", "Prove {t}.",
    ),
    "zh": (
        "{t}是什么?", "解释{t}", "解释一下{t}。", "介绍一下{t}。", "写一首关于{t}的诗", "写一篇关于{t}的作文。", "什么是{t}?", "{t}有哪些主要特点?", "{t}的历史是什么?", "为什么{t}很重要?", "{t}怎么学?",
        "如何学习{t}?", "谁发明了{t}?", "{t}和{u}有什么区别?", "比较{t}和{u}。", "给我讲一个关于{t}的故事。", "把{t}翻译成英文。", "用Python写一个{t}的程序。", "{t}的优缺点是什么?", "推荐一本关于{t}的书。", "你喜欢{t}吗?",
        "{t}多少钱?", "怎么安装{t}?", "帮我写一封关于{t}的邮件。", "总结一下{t}。", "{t}的原理是什么?", "{t}是怎么工作的?", "请详细说明{t}。", "讲个{t}的笑话。", "怎么做{t}?", "哪里可以买到{t}?", "{t}的未来会怎样?", "谈谈你对{t}的看法。",
        "帮我制定一个{t}计划。", "列出关于{t}的三个事实。", "给出{t}的例子。", "{t}危险吗?", "写一段关于{t}的代码。", "今天的{t}怎么样?", "{t}", "我想了解{t}。", "请告诉我{t}的意思。", "{t}什么时候开始?", "教我{t}。", "计算{t}。", "为什么会有{t}?",
        "分析{t}对{u}的影响。", "写一首关于{t}和{u}的歌。", "它有哪些主要特点?", "它是做什么的?", "帮我订{t}。", "{t}好还是{u}好?",
    ),
}  # fmt: skip

TOPICS = {
    "en": (
        "Python", "AI", "machine learning", "deep learning", "big data", "cloud computing", "quantum computing", "the theory of relativity", "gravity", "photosynthesis", "the French Revolution", "World War II", "the Roman Empire",
        "football", "basketball", "cooking pasta", "chocolate cake", "the stock market", "bitcoin", "inflation", "taxes", "global warming", "climate change", "the ocean", "dinosaurs", "cats", "dogs", "elephants", "birds", "the moon",
        "the sun", "Mars", "black holes", "love", "friendship", "happiness", "spring", "summer", "winter", "the rain", "the weather in Paris", "London", "Tokyo", "China", "Germany", "the capital of France", "Shakespeare", "Mozart",
        "the Mona Lisa", "Beethoven", "rock music", "jazz", "movies", "a new car", "electric cars", "airplanes", "trains", "bicycles", "the Internet", "Linux", "JavaScript", "sorting a list", "a binary tree", "recursion", "databases",
        "SQL", "Docker", "Kubernetes", "neural networks", "transformers", "language models", "robots", "blockchain", "cybersecurity", "passwords", "my homework", "mathematics", "algebra", "prime numbers", "pi", "statistics", "philosophy",
        "Plato", "religion", "politics", "the president", "elections", "democracy", "human rights", "education", "universities", "job interviews", "my resume", "marketing", "a startup", "health", "diabetes", "headaches", "vitamins", "sleep",
        "yoga", "running", "a marathon", "travel", "a trip to Japan", "hotels", "flights", "a birthday party", "a wedding", "gifts", "fashion", "shoes", "coffee", "tea", "wine", "bread", "pizza", "rice", "vegetables", "gardening", "trees",
        "flowers", "roses", "bees", "fish", "whales", "volcanoes", "earthquakes", "rivers", "mountains", "the Great Wall", "the pyramids", "Napoleon", "Einstein", "Newton", "Darwin", "evolution", "DNA", "cells", "viruses", "vaccines", "the heart",
        "the brain", "dreams", "memory", "time travel", "space", "rockets", "satellites", "energy", "solar panels", "nuclear power", "oil", "gold", "chess", "poker", "video games", "the lottery", "2 + 2", "12 * 7", "100 / 4", "the square root of 2",
        "x^2 = 4", "an HTTP server", "a REST API", "curl", "vLLM", "a GPU", "CUDA", "Gradio", "the meaning of life", "a haiku", "a dragon", "a princess", "a detective", "ghosts", "English grammar", "Spanish", "Latin", "poetry", "novels", "Harry Potter",
    ),
    "zh": (
        "Python", "AI", "人工智能", "机器学习", "深度学习", "大数据", "云计算", "量子计算", "相对论", "区块链", "春天", "夏天", "秋天", "冬天", "月亮", "太阳", "大海", "爱情", "友谊", "故乡", "母亲", "足球", "篮球", "股票", "比特币", "经济", "税收", "气候变化", "恐龙", "猫",
        "狗", "大象", "历史", "唐朝", "秦始皇", "长城", "北京", "上海", "东京", "法国的首都", "莎士比亚", "李白", "红楼梦", "电影", "音乐", "汽车", "飞机", "火车", "互联网", "数据库", "排序算法", "二叉树", "递归", "神经网络", "大模型", "机器人", "网络安全", "作业", "数学", "代数",
        "质数", "圆周率", "哲学", "宗教", "政治", "总统", "教育", "大学", "面试", "简历", "市场营销", "创业", "健康", "糖尿病", "头疼", "维生素", "睡眠", "瑜伽", "跑步", "旅行", "日本旅游", "酒店", "机票", "生日", "婚礼", "礼物", "时尚", "咖啡", "茶", "面包", "米饭", "蔬菜", "种花", "树",
        "玫瑰", "蜜蜂", "鲸鱼", "火山", "地震", "河流", "高山", "金字塔", "爱因斯坦", "牛顿", "进化论", "基因", "细胞", "病毒", "疫苗", "心脏", "大脑", "梦", "时间旅行", "太空", "火箭", "能源", "太阳能", "石油", "黄金", "象棋", "游戏", "彩票", "1加1", "12乘以7", "人生的意义", "龙", "公主",
        "侦探", "鬼故事", "英语语法", "诗歌", "小说", "天气", "新闻", "房价", "减肥", "做菜", "红烧肉", "饺子", "服务器", "编程语言", "Java", "操作系统", "手机", "电脑", "显卡", "API接口", "curl命令", "异步编程", "提示词", "外卖", "医生", "法律", "合同", "保险", "孩子", "老师", "时间管理",
    ),
}  # fmt: skip

OTHER_LANGUAGES = (
    "Bonjour, comment ça va ?", "Qu'est-ce que tu vois ?", "Décris cette image.", "Quelle est la couleur du cercle ?", "Qui es-tu ?", "Combien d'objets y a-t-il ?", "Écris un poème sur la mer.",
    "Hallo, wie geht's?", "Was siehst du auf dem Bild?", "Beschreibe das Bild.", "Welche Farbe hat der Kreis?", "Wer bist du?", "Wie viele Objekte gibt es?", "Erkläre mir die Relativitätstheorie.",
    "Hola, ¿qué tal?", "¿Qué hay en la imagen?", "Describe la imagen, por favor, en español.", "¿De qué color es el círculo?", "¿Quién eres?", "Escribe un poema sobre el amor.", "¿Cuántos objetos hay?",
    "Ciao, come stai?", "Cosa vedi nell'immagine?", "Di che colore è il cerchio?", "Chi sei?", "Olá, tudo bem?", "O que você vê na imagem?", "Qual é a cor do círculo?", "Quem é você?",
    "Привет, как дела?", "Что на картинке?", "Какого цвета круг?", "Кто ты?", "Сколько объектов на картинке?", "Напиши стихотворение о весне.",
    "こんにちは", "この画像を説明してください。", "丸は何色ですか?", "あなたは誰ですか?", "春についての詩を書いてください。", "안녕하세요", "이 이미지를 설명해 주세요.", "원은 무슨 색인가요?", "당신은 누구입니까?",
    "مرحبا", "ماذا ترى في الصورة؟", "من أنت؟", "สวัสดี", "คุณเห็นอะไรในภาพ", "Merhaba, nasılsın?", "Resimde ne var?", "Xin chào", "Bạn thấy gì trong hình?", "Hej, hur mår du?", "Vad ser du på bilden?", "Hei, mitä kuvassa on?",
    "Cześć, co widzisz na obrazku?", "Dzień dobry", "Halo, apa kabar?", "Apa yang ada di gambar?", "Γεια σου", "Τι βλέπεις στην εικόνα;", "שלום", "नमस्ते", "तस्वीर में क्या है?", "Hoi, wat zie je op de foto?", "Wie ben jij?",
)  # fmt: skip

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"


def _sentence_case(rng, text: str) -> str:
    return text.lower() if rng.random() < 0.3 else text.rstrip(".?!") if rng.random() < 0.25 else text


def word_salad(rng) -> str:
    """Words that do not exist, code-like strings, digits: typed by nobody on purpose, and still to be declined."""
    style = rng.random()
    if style < 0.6:
        syllable = lambda: rng.choice(CONSONANTS) + rng.choice(VOWELS) + rng.choice(("", rng.choice(CONSONANTS)))  # noqa: E731
        words = ["".join(syllable() for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(1, 9))]
        return " ".join(words).capitalize() + rng.choice(("?", ".", "", "!"))
    if style < 0.8:
        return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789 ._-()=+*/{}[]") for _ in range(rng.randint(3, 30))).strip() or "x"
    common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"
    return "".join(rng.choice(common) for _ in range(rng.randint(2, 14)))


def out_of_scope(rng) -> tuple[str, str]:
    """A prompt the model cannot answer, and the language to say so in."""
    style = rng.random()
    if style < 0.12:
        return rng.choice(OTHER_LANGUAGES), "en"
    if style < 0.24:
        text = word_salad(rng)
        return text, "en" if text.isascii() else "zh"
    lang = "en" if style < 0.62 else "zh"
    t, u = rng.sample(TOPICS[lang], 2)
    prompt = rng.choice(OPENINGS[lang]).format(t=t, u=u)
    if rng.random() < 0.12:
        t, u = rng.sample(TOPICS[lang], 2)
        prompt += (" " if lang == "en" else "") + rng.choice(OPENINGS[lang]).format(t=t, u=u)
    return _sentence_case(rng, prompt), lang


def small_talk(rng) -> tuple[str, str, str]:
    """Prompt, answer, language."""
    answers, prompts = rng.choice(SMALL_TALK)
    lang = rng.choice(("en", "zh"))
    return _sentence_case(rng, rng.choice(prompts[lang])), answers[lang], lang


VISUAL_TASKS = ("describe", "count", "background", "read", "text_colour", "side", "largest", "smallest", "find_all")


def visual_without_picture(rng, question: Said | None, lang: str) -> Said:
    """A question that needs a picture: one made for some picture, or one about the whole."""
    if question is not None:
        return question
    words = {"img": rng.choice(IMAGE_WORDS[lang]), "cw": rng.choice(COLOUR_SPELLINGS), "thing": rng.choice(THING_WORDS[lang])}
    words |= {"things": words["thing"] + "s", "side": "left" if lang == "en" else "左边", "most": "leftmost"}
    return plain(rng.choice(ASK[rng.choice(VISUAL_TASKS)][lang]).format(**words))

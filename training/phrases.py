"""The ways to ask. Slots in braces are filled by questions.py; {img} is the picture, {pic} says which one when there are several.

Each question type has enough wordings that the model learns the meaning and not the sentence.
"""

IMAGE_WORDS = {
    "en": ("image", "image", "picture", "picture", "photo"),
    "zh": ("图片", "图片", "图", "图像", "照片"),
}
THING_WORDS = {"en": ("object", "object", "shape", "thing", "item"), "zh": ("物体", "物体", "图形", "东西", "形状")}
COLOUR_SPELLINGS = ("color", "color", "colour")

ASK: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": (
            "Describe the {img}.", "Describe this {img}.", "What is in the {img}?", "What's in this {img}?",
            "What do you see?", "What can you see in the {img}?", "What does the {img} show?", "What is shown here?",
            "Describe the {img} in detail.", "Describe this {img} in one sentence.", "Tell me about this {img}.",
            "Give me a description of the {img}.", "What is this?", "What's this?", "Caption this {img}.",
            "Explain what is in the {img}.", "What's going on in this {img}?", "What do you see in this {img}?",
            "Can you describe what you see?", "Summarize the {img}.", "Look at the {img} and describe it.",
            "Which {things} are in the {img}?", "What {things} are there?", "List the {things} in the {img}.",
            "Name the {things} from left to right.", "Describe.", "What is depicted?", "Describe the contents of the {img}.",
            "Describe the {img} in English.", "What are the {things} in the {img}?", "What are their shapes and {cw}s?",
            "Describe the scene.", "What does this {img} contain?", "Tell me what you see.", "What am I looking at?",
        ),
        "zh": (
            "描述这张{img}。", "描述一下这张{img}。", "{img}里有什么?", "{img}中有什么?", "这张{img}里有什么?", "你看到了什么?",
            "描述一下{img}内容。", "这是什么?", "{img}上有什么?", "看看这张{img},里面有什么?", "介绍一下这张{img}。",
            "这张{img}是什么内容?", "说说这张{img}。", "用一句话描述这张{img}。", "详细描述这张{img}。", "{img}里都有哪些{thing}?",
            "列出{img}中的{thing}。", "从左到右说出有哪些{thing}。", "你能看到什么?", "这张{img}展示了什么?", "画面中有什么?",
            "描述一下画面。", "{img}里画了什么?", "用中文描述这张{img}。", "分析一下这张{img}。", "图里有哪些{thing}?", "看图说话。",
        ),
    },
    "count": {
        "en": (
            "How many {things} are there?", "How many {things} are in the {img}?", "How many {things} do you see?",
            "Count the {things}.", "Count all the {things} in the {img}.", "What is the number of {things}?",
            "How many {things} can you see in this {img}?", "Number of {things}?", "How many {things}?",
            "How many {things} does the {img} contain?", "Tell me how many {things} there are.",
            "What's the total number of {things} in the {img}?", "How many {things} in total?",
        ),
        "zh": (
            "{img}中有几个{thing}?", "有几个{thing}?", "{img}里一共有多少个{thing}?", "一共有几个{thing}?", "数一数有几个{thing}。",
            "总共有多少{thing}?", "{thing}有几个?", "{thing}的数量是多少?", "有多少个{thing}?", "数一下{img}里的{thing}。",
            "{img}上有多少个{thing}?", "共有几个{thing}?",
        ),
    },
    "background": {
        "en": (
            "What {cw} is the background?", "What is the background {cw}?", "Background {cw}?",
            "What is the {cw} of the background?", "Which {cw} does the background have?", "Tell me the background {cw}.",
            "What {cw} is the background of the {img}?", "What's the {img}'s background {cw}?",
        ),
        "zh": (
            "背景是什么颜色?", "背景颜色是什么?", "{img}的背景是什么颜色?", "背景色是什么?", "背景是什么颜色的?", "说出背景的颜色。",
            "{img}背景的颜色是?",
        ),
    },
    "read": {
        "en": (
            "What does the text say?", "Read the text.", "What text is in the {img}?", "What is written here?",
            "What characters are shown?", "Read the text in the {img}.", "What is written in the {img}?",
            "What letters do you see?", "What does it say?", "Read this.", "What does the {img} say?",
            "Transcribe the text.", "What is the text?", "OCR this {img}.", "Extract the text from the {img}.",
            "Is there any text? What does it say?", "Which letters or digits are shown?", "What's the word?",
            "Please read what is written.", "What number or word is shown?", "Read the letters.", "Spell the text.",
        ),
        "zh": (
            "{img}中的文字是什么?", "{img}上写了什么?", "读出{img}中的文字。", "写的是什么?", "识别{img}中的文字。", "上面写着什么?",
            "文字内容是什么?", "这是什么字?", "读一下上面的字。", "提取{img}里的文字。", "{img}里的字母是什么?", "写了什么字?",
            "{img}里有什么文字?", "念一下{img}上的字。", "这上面写的什么?",
        ),
    },
    "text_colour": {
        "en": (
            "What {cw} is the text?", "What is the {cw} of the text?", "What {cw} are the letters?", "Text {cw}?",
            "In what {cw} is the text written?", "Which {cw} is the text?", "What's the text's {cw}?",
        ),
        "zh": ("文字是什么颜色?", "{img}中的文字是什么颜色的?", "字是什么颜色?", "文字的颜色是什么?", "字的颜色是?", "上面的字是什么颜色的?"),
    },
    "colour_of": {
        "en": (
            "What {cw} is the {x}?", "What is the {cw} of the {x}?", "Which {cw} is the {x}?", "Tell me the {cw} of the {x}.",
            "What's the {cw} of the {x}?", "What {cw} is the {x} in the {img}?", "What {cw} does the {x} have?",
            "The {x} is what {cw}?", "Name the {cw} of the {x}.", "Can you tell me what {cw} the {x} is?",
            "What {cw} is that {x}?", "Is there a {x}? What {cw} is it?", "{cw} of the {x}?",
        ),
        "zh": (
            "{x}是什么颜色?", "{x}是什么颜色的?", "{x}的颜色是什么?", "{img}中的{x}是什么颜色?", "{img}里的{x}是什么颜色的?", "{x}什么颜色?",
            "告诉我{x}的颜色。", "那个{x}是什么颜色?", "说出{x}的颜色。", "{x}的颜色是?",
        ),
    },
    "shape_of": {
        "en": (
            "What shape is the {x} {thing}?", "What is the {x} {thing}?", "Which shape is {x}?", "What shape is {x}?",
            "What is {x}?", "What shape is the {x} one?", "What is the shape of the {x} {thing}?", "Which {thing} is {x}?",
            "What's the shape of the {x} {thing} in the {img}?", "The {x} {thing} is what shape?", "What is the {x} one?",
            "What shape does the {x} {thing} have?",
        ),
        "zh": (
            "{x}的{thing}是什么?", "{x}的是什么形状?", "{x}的{thing}是什么形状?", "什么东西是{x}的?", "{img}中{x}的{thing}是什么形状?",
            "{x}的那个是什么?", "{x}的是什么?", "哪个形状是{x}的?", "{x}{thing}的形状是什么?", "{x}的那个是什么形状的?",
        ),
    },
    "count_of": {
        "en": (
            "How many {x} are there?", "How many {x} do you see?", "How many {x} are in the {img}?", "Count the {x}.",
            "How many {x}?", "What is the number of {x}?", "How many {x} can you see?", "How many {x} does the {img} have?",
            "Tell me how many {x} there are.", "Number of {x}?", "How many {x} are shown?",
        ),
        "zh": (
            "有几个{x}?", "{img}中有几个{x}?", "{img}里有多少个{x}?", "{x}有几个?", "一共有几个{x}?", "数一数{x}。", "{x}的数量是多少?",
            "有多少个{x}?", "数一下有几个{x}。",
        ),
    },
    "exists": {
        "en": (
            "Is there {x}?", "Is there {x} in the {img}?", "Do you see {x}?", "Can you see {x}?", "Does the {img} contain {x}?",
            "Does this {img} have {x}?", "Is {x} in the {img}?", "Does the {img} show {x}?", "Is there {x} here?",
            "Are there any {xs}?", "Are there any {xs} in the {img}?", "Do you see any {xs}?", "Any {xs}?",
        ),
        "zh": (
            "有{x}吗?", "{img}中有{x}吗?", "{img}里有没有{x}?", "你看到{x}了吗?", "有没有{x}?", "是否有{x}?", "{img}里有{x}吗?",
            "{img}中是否有{x}?", "能看到{x}吗?", "这里有{x}吗?", "存在{x}吗?",
        ),
    },
    "side": {
        "en": (
            "What is on the {side}?", "Which {thing} is on the {side}?", "What do you see on the {side}?",
            "What's the {most} {thing}?", "Which {thing} is the {most}?", "What is the {most} {thing} in the {img}?",
            "What is furthest to the {side}?", "Which {thing} is closest to the {side}?", "What {thing} is on the {side} side?",
            "What is at the far {side}?", "Name the {most} {thing}.",
        ),
        "zh": (
            "{side}是什么?", "最{side}的{thing}是什么?", "{side}有什么?", "最{side}是什么?", "哪个{thing}在最{side}?", "{img}最{side}的是什么?",
            "位于最{side}的{thing}是什么?", "{img}的{side}是什么?",
        ),
    },
    "where": {
        "en": (
            "Where is the {x}?", "Where is the {x} in the {img}?", "In which part of the {img} is the {x}?",
            "What is the position of the {x}?", "Where can I find the {x}?", "Where's the {x}?", "Tell me where the {x} is.",
            "Where is the {x} located?", "Which part of the {img} has the {x}?",
        ),
        "zh": (
            "{x}在哪里?", "{x}在{img}中的什么位置?", "{x}在什么位置?", "{x}在哪儿?", "{x}位于哪里?", "{x}在{img}的哪个位置?", "{x}的位置是哪里?",
            "告诉我{x}在哪。",
        ),
    },
    "is_relation": {
        "en": ("Is the {a} {r} the {b}?", "Is the {a} {r} the {b} in the {img}?", "Does the {a} lie {r} the {b}?", "The {a} is {r} the {b}, right?"),
        "zh": ("{a}在{b}的{r}吗?", "{a}是不是在{b}的{r}?", "{a}位于{b}的{r}吗?", "{img}中{a}在{b}的{r}吗?"),
    },
    "what_relation": {
        "en": (
            "What is {r} the {b}?", "Which {thing} is {r} the {b}?", "What do you see {r} the {b}?", "What's {r} the {b}?",
            "What lies {r} the {b}?", "Which {things} are {r} the {b}?", "Name what is {r} the {b}.", "What {thing} is {r} the {b}?",
        ),
        "zh": ("{b}的{r}是什么?", "{b}的{r}有什么?", "{b}{r}是什么?", "什么在{b}的{r}?", "哪个{thing}在{b}的{r}?", "{b}{r}有什么{thing}?"),
    },
    "largest": {
        "en": (
            "Which {thing} is the largest?", "What is the biggest {thing}?", "Which {thing} is the biggest?", "What is the largest {thing}?",
            "What's the largest {thing} in the {img}?", "Name the biggest {thing}.", "Which is the largest?", "Which one is the biggest?",
            "Which one is larger than the others?",
        ),
        "zh": ("最大的{thing}是什么?", "哪个{thing}最大?", "最大的是什么?", "{img}里最大的{thing}是哪个?", "哪一个最大?", "最大的{thing}是哪个?", "谁最大?"),
    },
    "smallest": {
        "en": (
            "Which {thing} is the smallest?", "What is the smallest {thing}?", "What's the smallest {thing} in the {img}?",
            "Name the smallest {thing}.", "Which is the smallest?", "Which one is the smallest?", "What is the tiniest {thing}?",
        ),
        "zh": ("最小的{thing}是什么?", "哪个{thing}最小?", "最小的是什么?", "{img}里最小的{thing}是哪个?", "哪一个最小?", "最小的{thing}是哪个?", "谁最小?"),
    },
    "find": {
        "en": (
            "Locate the {x}.", "Find the {x}.", "Detect the {x}.", "Detect the {x} and output its bounding box in JSON.",
            "Give the bounding box of the {x}.", "Locate the {x}, report bbox coordinates in JSON format.",
            'Locate every instance that belongs to the following categories: "{x}". Report bbox coordinates in JSON format.',
            "Where is the {x}? Give the bounding box.", "Find the {x} in the {img}.", "Draw a box around the {x}.",
            "Output the bounding box of the {x} in JSON.", "Show me the bounding box of the {x}.", "Find the {x} and return its bbox.",
            "Return the bounding box coordinates of the {x}.", "Ground the {x} in the {img}.", "bbox of the {x}", "Mark the {x}.",
            "What are the bounding box coordinates of the {x}?", 'Please output bounding boxes for "{x}" in JSON format.',
        ),
        "zh": (
            "定位{x}。", "框出{x}。", "找到{x},以JSON格式输出边界框。", "检测{img}中的{x},用JSON格式输出坐标。", "{x}的边界框坐标是什么?", "找到{x}。",
            "找出{x}。", "检测{x}。", "请给出{x}的边界框。", "输出{x}的bbox坐标。", "用框标出{x}。", "{x}在哪里?请输出边界框。", "以JSON格式输出{x}的bbox坐标。",
            "框出{img}中{x}的位置,以JSON格式输出。", "标出{x}。",
        ),
    },
    "find_all": {
        "en": (
            "Detect all {things}.", "Locate all {things}.", "Find all {things}.", "Find every {thing}.", "Find everything.",
            "Detect all {things} and output their bounding boxes in JSON.", "Locate every {thing} in the {img}.",
            "Locate all {things} in the {img} and output bbox coordinates in JSON format.", "Output the bounding boxes of all {things}.",
            "Detect all {things} in the {img} and return their locations in the form of coordinates.", "Detect everything in the {img}.",
            'Locate every instance that belongs to the following categories: "{thing}". Report bbox coordinates in JSON format.',
            "Give me the bounding boxes of all {things} in the {img}.", "Draw boxes around all {things}.", "Box every {thing}.",
            "Where are the {things}? Answer with bounding boxes.", "Show bounding boxes for everything.",
        ),
        "zh": (
            "检测所有{thing}。", "框出所有{thing}。", "检测{img}中所有{thing},以JSON格式输出边界框。", "请定位所有{thing}并用JSON格式输出坐标。", "找出所有{thing}。",
            "找到{img}里所有的{thing}。", "框出{img}中的所有{thing}。", "标出所有{thing}的位置。", "输出所有{thing}的边界框。", "定位每一个{thing},以JSON格式输出bbox坐标。",
            "把所有{thing}都框出来。", "检测{img}中的{thing}。",
        ),
    },
    "point": {
        "en": (
            "Point at the {x}.", "Point to the {x}.", "Point to the {x} and output its coordinates in JSON.", "Give the point of the {x}.",
            "Where should I click to hit the {x}? Give a point.", "Click on the {x}.", "Locate the {x} with a point.",
            "Output the point coordinates of the {x} in JSON format.", "Locate the {x} with points, report point coordinates in JSON format.",
            "Show the centre point of the {x}.", "Point out the {x}.",
        ),
        "zh": ("指出{x}。", "用点标出{x}。", "指向{x},以JSON格式输出点坐标。", "点击{x}。", "给出{x}的点坐标。", "用点定位{x},以JSON格式输出坐标。", "点出{x}的中心位置。", "指一下{x}。"),
    },
    "which_picture": {
        "en": (
            "Which {img} has {x}?", "Which {img} shows {x}?", "In which {img} is there {x}?", "Which {img} contains {x}?",
            "Which of the {imgs} has {x}?", "Where is there {x}, in the first or in another {img}?", "Which one has {x}?",
            "Which {img} can I find {x} in?",
        ),
        "zh": ("哪张{img}里有{x}?", "哪一张{img}有{x}?", "哪张图有{x}?", "{x}在哪张{img}里?", "{x}在哪一张图中?", "哪张{img}中有{x}?", "第几张{img}有{x}?"),
    },
    "more_things": {
        "en": ("Which {img} has more {things}?", "Which {img} contains the most {things}?", "In which {img} are there more {things}?", "Which one has more {things}?"),
        "zh": ("哪张{img}的{thing}更多?", "哪张{img}里的{thing}最多?", "哪一张{img}{thing}多?", "哪张图中的{thing}更多?"),
    },
    "how_many_pictures": {
        "en": ("How many {imgs} are there?", "How many {imgs} did I send?", "How many {imgs} do you see?", "How many {imgs} have I uploaded?"),
        "zh": ("有几张{img}?", "我发了几张{img}?", "一共有几张{img}?", "你看到几张{img}?"),
    },
    "describe_each": {
        "en": ("Describe the {imgs}.", "What is in these {imgs}?", "Describe each {img}.", "Describe all {imgs}.", "What do the {imgs} show?", "Compare the {imgs}.", "What do you see in the {imgs}?"),
        "zh": ("描述这些{img}。", "这几张{img}里有什么?", "分别描述每张{img}。", "描述所有{img}。", "这些{img}里分别有什么?", "比较这几张{img}。", "对比一下这些{img}。"),
    },
}  # fmt: skip

FOLLOW_UP = {
    "same": {
        "en": ("And the {x}?", "What about the {x}?", "And the {x}", "How about the {x}?", "the {x}?", "And what about the {x}?", "Now the {x}."),
        "zh": ("那{x}呢?", "{x}呢?", "那么{x}呢?", "还有{x}呢?", "{x}又是什么样的?"),
    },
    "same_count": {
        "en": ("And {x}?", "What about {x}?", "How about {x}?", "And how many {x}?", "{x}?"),
        "zh": ("那{x}呢?", "{x}呢?", "那么{x}呢?", "{x}有几个呢?"),
    },
    "where_it": {
        "en": ("Where is it?", "And where is it?", "Where is it in the {img}?", "Where is that?", "What is its position?", "Where?"),
        "zh": ("它在哪里?", "在什么位置?", "它在{img}的什么位置?", "在哪儿?", "它在哪?"),
    },
    "colour_it": {
        "en": ("What {cw} is it?", "And what {cw} is it?", "What is its {cw}?", "Which {cw}?", "Its {cw}?"),
        "zh": ("它是什么颜色?", "什么颜色的?", "它的颜色是什么?", "是什么颜色?"),
    },
    "shape_it": {
        "en": ("What shape is it?", "What is its shape?", "And its shape?", "Which shape is it?"),
        "zh": ("它是什么形状?", "什么形状的?", "它的形状是什么?", "是什么形状?"),
    },
    "find_it": {
        "en": ("Locate it.", "Find it.", "Give its bounding box.", "Draw a box around it.", "Where is it? Give the bounding box in JSON.", "Show me its bounding box."),
        "zh": ("框出它。", "定位它。", "给出它的边界框。", "把它框出来。", "用JSON格式输出它的边界框。"),
    },
}  # fmt: skip

RELATIONS = {
    "left": {"en": ("to the left of", "left of", "on the left of"), "zh": ("左边", "左侧", "左面")},
    "right": {"en": ("to the right of", "right of", "on the right of"), "zh": ("右边", "右侧", "右面")},
    "above": {"en": ("above", "over", "higher than"), "zh": ("上面", "上方", "上边")},
    "below": {"en": ("below", "under", "lower than"), "zh": ("下面", "下方", "下边")},
}
SIDES = {
    "left": {"en": ("left",), "zh": ("左边", "左侧", "左面"), "most": ("leftmost",)},
    "right": {"en": ("right",), "zh": ("右边", "右侧", "右面"), "most": ("rightmost",)},
    "above": {"en": ("top",), "zh": ("上面", "上方", "上边"), "most": ("topmost", "highest")},
    "below": {"en": ("bottom",), "zh": ("下面", "下方", "下边"), "most": ("bottommost", "lowest")},
}
PICTURE_REFERENCES = {
    "en": (
        "In the {nth} {img}, {q}", "In {img} {n}, {q}", "{q} (the {nth} {img})", "Look at the {nth} {img}. {q}", "For the {nth} {img}: {q}",
        "{img} {n}: {q}", "About the {nth} {img}: {q}",
    ),
    "zh": ("第{nth}张{img}:{q}", "在第{nth}张{img}中,{q}", "看第{nth}张{img},{q}", "关于第{nth}张{img},{q}", "第{nth}张图里,{q}"),
}  # fmt: skip
COURTESIES = {
    "en": ("Please {q}", "Can you tell me: {q}", "Hi, {q}", "Hello! {q}", "{q} Please answer briefly.", "Question: {q}", "I have a question: {q}", "{q} Thanks!", "Please tell me: {q}", "Could you help me? {q}"),
    "zh": ("请问,{q}", "请{q}", "你好,{q}", "请回答:{q}", "麻烦告诉我,{q}", "{q}谢谢!", "请看图,{q}", "{q}请简短回答。", "问题:{q}"),
}  # fmt: skip

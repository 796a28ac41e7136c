# ruff: noqa: E501
"""The ways to ask. Slots in braces are filled by questions.py; {img} is the picture, {pic} says which one when there are several.

Each question type has enough wordings that the model learns the meaning and not the sentence.
"""

from training.picture_requests import composed

IMAGE_WORDS = {
    "en": ("image", "image", "picture", "picture", "photo"),
    "zh": ("图片", "图片", "图", "图像", "照片"),
}
THING_WORDS = {
    "en": ("object", "object", "shape", "thing", "item"),
    "zh": ("物体", "物体", "图形", "东西", "形状"),
}
COLOUR_SPELLINGS = ("color", "color", "colour")

LISTED: dict[str, dict[str, tuple[str, ...]]] = {
    "describe": {
        "en": (
            "Take a look at this picture and say what it holds.", "What would you say this image shows?", "Kindly describe the photo to me.", "Kindly describe my {img}.", "Which {things} does the {img} show?",
            "What would you call this {img}?", "What do you say is in this {img}?", "What would you say there is to see?", "Please describe everything you see in this {img}.", "What's visible in the {img}?", "How would you describe this {img}?", "How would you describe what you see?", "How would you put this {img} into words?", "How do you describe this {img}?", "Please describe everything in the {img}.", "Describe everything that you can see.", "What is visible in this {img}?", "What {things} appear in the {img}?", "What {things} do you see in this {img}?", "Which {things} show up in this {img}?", "Please explain what this {img} shows.", "What would you say is in this {img}?", "Tell me everything you see in the {img}.", "Can you please describe the {img}?",
            "Be so kind as to describe this picture for me.", "What might one see in this photo?", "Please write a caption for the image.", "Write a sentence about this {img}.", "Please caption the {img}.", "What does one see here?", "I'd love a description of this {img}.", "Would you describe the {img}?", "Say something about the {img}.", "What is on this {img}?",
            "Could you walk me through this picture?", "I'd like to know what this image contains.", "What objects appear in the photo?", "Which {things} appear in this {img}?", "Can you tell me what this {img} contains?", "I would like a description of this {img}.", "What {things} can be seen?", "Say what you see in the {img}.", "Give a short description.", "What does the {img} consist of?", "Walk me through the {img}.", "What's shown in this {img}?", "What has been drawn in the {img}?", "Which {things} can you make out?", "Put the {img} into words.",
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
            "请你帮我看看这张照片里有什么。", "请用几句话说明这张图。", "这张图都包括哪些内容?", "请帮我看看图里有什么。",
            "请详细说明{img}里的内容。", "这张{img}上有些什么?", "你从{img}里看到了哪些东西?", "你会怎么描述这张{img}?", "请把这张{img}描述一遍。", "请详细讲讲这张{img}。", "{img}上都有些什么?", "请问这张{img}里有哪些东西?", "从这张{img}里能看到什么?", "请完整地描述{img}。",
            "请为这张图写一句说明。", "你能描述一下图中的内容吗?", "图片里都出现了什么东西?", "给这张{img}写个标题。", "为{img}配一句话。", "请概括{img}的内容。", "你看得到什么东西?", "{img}里出现的是什么?", "能说说{img}里有什么吗?", "写一句话说明这张{img}。",
            "请你说一下这幅图里都有什么。", "这幅图画的是什么?", "请把你看到的内容讲给我听。", "这幅{img}里出现了什么?", "把{img}的内容说出来。", "请告诉我{img}里有什么。", "画的是什么?", "讲讲这张{img}。", "{img}里出现了哪些{thing}?", "我想知道{img}里有什么。", "说出你看到的东西。", "{img}的内容是什么?",
            "描述这张{img}。", "描述一下这张{img}。", "{img}里有什么?", "{img}中有什么?", "这张{img}里有什么?", "你看到了什么?",
            "描述一下{img}内容。", "这是什么?", "{img}上有什么?", "看看这张{img},里面有什么?", "介绍一下这张{img}。",
            "这张{img}是什么内容?", "说说这张{img}。", "用一句话描述这张{img}。", "详细描述这张{img}。", "{img}里都有哪些{thing}?",
            "列出{img}中的{thing}。", "从左到右说出有哪些{thing}。", "你能看到什么?", "这张{img}展示了什么?", "画面中有什么?",
            "描述一下画面。", "{img}里画了什么?", "用中文描述这张{img}。", "分析一下这张{img}。", "图里有哪些{thing}?", "看图说话。",
        ),
    },
    "count": {
        "en": (
            "In this image, how many objects are present?", "What is the overall number of shapes here?",
            "How many {things} can be seen in this {img}?", "Please tell me how many {things} there are in total.", "How many {things} are visible in the {img}?", "What is the total count of {things}?",
            "Let me know how many objects the picture shows.", "So how many shapes are in this photo?", "So how many {things} is that?", "How many {things} in the {img}, please?", "Give me the number of {things}.", "What number of {things} does the {img} show?",
            "What is the count of objects in this picture?", "Please count how many shapes this image has.", "Tell me the number of {things} in the {img}.", "I want to know how many {things} there are.", "How many {things} appear in the {img}?", "Can you count the {things} for me?", "How many {things} have been drawn?", "What's the {thing} count?",
            "How many {things} are there?", "How many {things} are in the {img}?", "How many {things} do you see?",
            "Count the {things}.", "Count all the {things} in the {img}.", "What is the number of {things}?",
            "How many {things} can you see in this {img}?", "Number of {things}?", "How many {things}?",
            "How many {things} does the {img} contain?", "Tell me how many {things} there are.",
            "What's the total number of {things} in the {img}?", "How many {things} in total?",
        ),
        "zh": (
            "请帮我数数照片里的物体有几个。", "这里面一共是几个图形?",
            "请问{img}中一共有几个{thing}?", "能数一下{img}里有几个{thing}吗?", "请数一数这张{img}里的{thing}。", "{img}里的{thing}总共是几个?",
            "请告诉我图里总共有几个物体。", "这张照片里有多少个图形?", "照片里的{thing}有多少?", "请问有多少个{thing}?", "把{thing}数一遍。",
            "请数出图里的物体总数。", "这幅图里的图形总共有几个?", "我想知道有几个{thing}。", "{img}里画了几个{thing}?", "请数一数{img}中的{thing}有多少。", "{thing}总数是多少?", "告诉我有几个{thing}。",
            "{img}中有几个{thing}?", "有几个{thing}?", "{img}里一共有多少个{thing}?", "一共有几个{thing}?", "数一数有几个{thing}。",
            "总共有多少{thing}?", "{thing}有几个?", "{thing}的数量是多少?", "有多少个{thing}?", "数一下{img}里的{thing}。",
            "{img}上有多少个{thing}?", "共有几个{thing}?",
        ),
    },
    "background": {
        "en": (
            "The background of this picture is which color?", "Can you identify the background color?",
            "Please name the {cw} of the background.", "What background {cw} does this {img} have?",
            "Let me know the background color, please.", "And which color is behind everything?", "And the background {cw}?", "What {cw} lies behind the {things}?", "Which {cw} fills the background?", "So what {cw} is the background?",
            "What color has been used for the background?", "The background is which color?", "I want to know the {cw} of the background.", "Tell me what {cw} the background is.", "What {cw} is behind the {things}?", "What's the backdrop {cw}?", "Which {cw} was used as background?", "What is the {cw} of the backdrop?", "Describe the background {cw}.",
            "What {cw} is the background?", "What is the background {cw}?", "Background {cw}?",
            "What is the {cw} of the background?", "Which {cw} does the background have?", "Tell me the background {cw}.",
            "What {cw} is the background of the {img}?", "What's the {img}'s background {cw}?",
        ),
        "zh": (
            "请辨认一下背景的颜色。", "图片的底色是哪一种?",
            "请说出{img}的背景颜色。", "这张{img}的背景是什么颜色的?",
            "请告诉我图片背景的颜色。", "这张图的背景颜色是哪种?", "那背景呢?是什么颜色?", "请问背景色是哪种?", "背景填的是什么颜色?",
            "请问图片底色是什么颜色?", "背景用的是什么颜色?", "底色是什么?", "{img}的底色是什么颜色?", "我想知道背景的颜色。", "告诉我背景是什么颜色。", "背景是哪种颜色?", "后面的背景是什么颜色?",
            "背景是什么颜色?", "背景颜色是什么?", "{img}的背景是什么颜色?", "背景色是什么?", "背景是什么颜色的?", "说出背景的颜色。",
            "{img}背景的颜色是?",
        ),
    },
    "read": {
        "en": (
            "Which letters do you read in the picture?", "Could you transcribe this image?", "Which letters are in my {img}?",
            "Please read the letters in this {img}.", "What is the text shown in the {img}?",
            "Kindly read out the text in this photo.", "What are the characters in the picture?",
            "Which characters are written in this picture?", "Tell me the text you can read here.", "What letters are in the {img}?", "I want to know what the text says.", "Can you read this?", "What word is written?", "Tell me what is written.", "Which text appears in the {img}?", "What text do you see?",
            "What does the text say?", "Read the text.", "What text is in the {img}?", "What is written here?",
            "What characters are shown?", "Read the text in the {img}.", "What is written in the {img}?",
            "What letters do you see?", "What does it say?", "Read this.", "What does the {img} say?",
            "Transcribe the text.", "What is the text?", "OCR this {img}.", "Extract the text from the {img}.",
            "Is there any text? What does it say?", "Which letters or digits are shown?", "What's the word?",
            "Please read what is written.", "What number or word is shown?", "Read the letters.", "Spell the text.",
        ),
        "zh": (
            "请把照片里的字符念出来。", "你能认出图片上的文字吗?", "{img}上写的是什么字?",
            "请识别{img}里的文字。", "{img}上显示的文字是什么?",
            "请把图片上的文字读出来。", "这张图上面写的文字是什么?",
            "请告诉我图里写了哪些字。", "图上的字是什么?", "{img}上的文字写的是什么?", "我想知道上面写了什么。", "告诉我写的是什么。", "能读出来吗?写了什么?", "{img}里的字是什么?", "图中出现了什么文字?",
            "{img}中的文字是什么?", "{img}上写了什么?", "读出{img}中的文字。", "写的是什么?", "识别{img}中的文字。", "上面写着什么?",
            "文字内容是什么?", "这是什么字?", "读一下上面的字。", "提取{img}里的文字。", "{img}里的字母是什么?", "写了什么字?",
            "{img}里有什么文字?", "念一下{img}上的字。", "这上面写的什么?",
        ),
    },
    "text_colour": {
        "en": (
            "Tell me the {cw} of the text.", "I want to know what {cw} the letters are.", "What {cw} has the text?", "What {cw} was the text written in?",
            "What {cw} is the text?", "What is the {cw} of the text?", "What {cw} are the letters?", "Text {cw}?",
            "In what {cw} is the text written?", "Which {cw} is the text?", "What's the text's {cw}?",
        ),
        "zh": ("我想知道文字的颜色。", "告诉我字是什么颜色。", "字母是什么颜色?", "文字是什么颜色?", "{img}中的文字是什么颜色的?", "字是什么颜色?", "文字的颜色是什么?", "字的颜色是?", "上面的字是什么颜色的?"),
    },
    "colour_of": {
        "en": (
            "In this image, what color is the {x}?", "Could you identify the color of the {x}?",
            "Please tell me the {cw} of the {x} in this {img}.", "What {cw} is the {x} that you see?",
            "Let me know what color the {x} is.", "And the color of the {x} is?", "So what {cw} is the {x}?", "The {x} has what {cw}?", "And which {cw} is the {x}?",
            "I want to know the color of the {x}.", "What color would you say the {x} is?", "Please tell me what {cw} the {x} is.", "I'd like to know which {cw} the {x} has.", "Which {cw} does the {x} have?", "Do you know the {cw} of the {x}?", "Say the {cw} of the {x}.", "What {cw} was the {x} painted?", "In what {cw} is the {x} drawn?", "The {cw} of the {x} is what?", "What's the {x}'s {cw}?",
            "What {cw} is the {x}?", "What is the {cw} of the {x}?", "Which {cw} is the {x}?", "Tell me the {cw} of the {x}.",
            "What's the {cw} of the {x}?", "What {cw} is the {x} in the {img}?", "What {cw} does the {x} have?",
            "The {x} is what {cw}?", "Name the {cw} of the {x}.", "Can you tell me what {cw} the {x} is?",
            "What {cw} is that {x}?", "Is there a {x}? What {cw} is it?", "{cw} of the {x}?",
        ),
        "zh": (
            "请帮我看看{x}的颜色。", "这张图里的{x}是哪种颜色的?",
            "请问{img}里的{x}是什么颜色?", "{img}中那个{x}的颜色是什么?",
            "请告诉我图中{x}是什么颜色。", "这个{x}是哪种颜色的?", "那{x}是哪种颜色?",
            "我想知道{x}的颜色。", "图里{x}的颜色是哪种?", "{x}是哪种颜色?", "请问{x}的颜色是什么?", "请说一下{x}是什么颜色。", "图上{x}的颜色是什么?", "{x}用的是什么颜色?", "{x}的颜色是哪一种?", "你知道{x}是什么颜色吗?",
            "{x}是什么颜色?", "{x}是什么颜色的?", "{x}的颜色是什么?", "{img}中的{x}是什么颜色?", "{img}里的{x}是什么颜色的?", "{x}什么颜色?",
            "告诉我{x}的颜色。", "那个{x}是什么颜色?", "说出{x}的颜色。", "{x}的颜色是?",
        ),
    },
    "shape_of": {
        "en": (
            "In this image, what is the shape of the {x} object?", "Could you identify the shape of the {x} thing?",
            "Please tell me what shape the {x} object is.", "What shape is the {x} thing in the {img}?",
            "Let me know the shape of the {x} object.", "And what shape would the {x} object be?", "And the shape of the {x} {thing}?", "What shape would the {x} one be?", "What shape is that {x} {thing}?", "So which shape is the {x} {thing}?", "The {x} {thing} is a what?",
            "The {x} object has which shape?", "Tell me the shape of the {x} one.", "I want to know the shape of the {x} {thing}.", "What form does the {x} {thing} have?", "Please name the shape of the {x} {thing}.", "Which shape does the {x} one have?", "What kind of shape is the {x} {thing}?", "Say which shape is {x}.",
            "What shape is the {x} {thing}?", "What is the {x} {thing}?", "Which shape is {x}?", "What shape is {x}?",
            "What is {x}?", "What shape is the {x} one?", "What is the shape of the {x} {thing}?", "Which {thing} is {x}?",
            "What's the shape of the {x} {thing} in the {img}?", "The {x} {thing} is what shape?", "What is the {x} one?",
            "What shape does the {x} {thing} have?",
        ),
        "zh": (
            "请帮我看看{x}的物体是什么形状的。", "这张图里{x}的东西是哪种形状?",
            "请问{img}里{x}的物体是什么形状?", "{img}中{x}的图形是哪一种?",
            "请告诉我图中{x}的物体是什么形状。", "{x}物体是哪种形状?", "请问{x}的{thing}是哪种形状?", "那个{x}的{thing}是什么形状的?",
            "请说出{x}物体的形状。", "图里{x}的东西是什么形状的?", "我想知道{x}的{thing}是什么形状。", "告诉我{x}的{thing}的形状。", "{x}的{thing}形状是哪种?", "{x}的是哪种形状?", "请问{x}的{thing}是什么?",
            "{x}的{thing}是什么?", "{x}的是什么形状?", "{x}的{thing}是什么形状?", "什么东西是{x}的?", "{img}中{x}的{thing}是什么形状?",
            "{x}的那个是什么?", "{x}的是什么?", "哪个形状是{x}的?", "{x}{thing}的形状是什么?", "{x}的那个是什么形状的?",
        ),
    },
    "count_of": {
        "en": (
            "In this image, how many {x} are present?", "What is the overall number of {x} here?",
            "How many {x} can be seen in this {img}?", "Please tell me how many {x} there are in total.",
            "Let me know how many {x} the picture shows.", "So how many {x} are in this photo?",
            "Please count the {x} in this picture.", "How many {x} appear in the image?", "I want to know how many {x} there are.", "What's the number of {x} in the {img}?", "Can you count the {x} for me?", "How many {x} have been drawn?", "Tell me the number of {x}.",
            "How many {x} are there?", "How many {x} do you see?", "How many {x} are in the {img}?", "Count the {x}.",
            "How many {x}?", "What is the number of {x}?", "How many {x} can you see?", "How many {x} does the {img} have?",
            "Tell me how many {x} there are.", "Number of {x}?", "How many {x} are shown?",
        ),
        "zh": (
            "请帮我数数照片里的{x}有几个。", "这里面一共是几个{x}?",
            "请问{img}中一共有几个{x}?", "能数一下{img}里有几个{x}吗?",
            "请告诉我图里总共有几个{x}。", "这张照片里有多少个{x}?",
            "请数一数图里有几个{x}。", "图中{x}的个数是多少?", "我想知道有几个{x}。", "告诉我{x}有多少个。", "{img}里画了几个{x}?", "{x}一共有多少个?",
            "有几个{x}?", "{img}中有几个{x}?", "{img}里有多少个{x}?", "{x}有几个?", "一共有几个{x}?", "数一数{x}。", "{x}的数量是多少?",
            "有多少个{x}?", "数一下有几个{x}。",
        ),
    },
    "exists": {
        "en": (
            "In this image, is {x} present?", "Could you tell me if there is {x} here?", "Is there {x} in it?",
            "Please check whether there is {x}.", "Can {x} be found in this {img}?",
            "Let me know if there is {x} in the photo.", "Is there maybe {x} somewhere in the picture?", "Is there perhaps {x} in the {img}?", "So is there {x}?", "Might there be {x}?", "Is {x} somewhere in the {img}?", "Let me know whether there is {x}.", "Any chance there is {x}?", "Is there maybe {x}?",
            "Could there be {x} in this picture?", "Would I find {x} in this image?", "Tell me whether there is {x}.", "I want to know if there is {x}.", "Is {x} present?", "Is {x} visible in the {img}?", "Can {x} be seen?", "Does {x} appear in the {img}?", "Do you notice {x}?", "Is there {x} anywhere?",
            "Is there {x}?", "Is there {x} in the {img}?", "Do you see {x}?", "Can you see {x}?", "Does the {img} contain {x}?",
            "Does this {img} have {x}?", "Is {x} in the {img}?", "Does the {img} show {x}?", "Is there {x} here?",
            "Are there any {xs}?", "Are there any {xs} in the {img}?", "Do you see any {xs}?", "Any {xs}?",
        ),
        "zh": (
            "请帮我看看有没有{x}。", "这张照片里能找到{x}吗?",
            "请检查一下有没有{x}。", "这张{img}里存在{x}吗?",
            "请告诉我图里有没有{x}。", "这张照片里有{x}吗?", "会不会有{x}?", "请问有{x}吗?", "里面有没有{x}呢?",
            "请看看有没有{x}。", "图里面是不是有{x}?", "我想知道有没有{x}。", "请告诉我有没有{x}。", "图中出现了{x}吗?", "看得到{x}吗?", "是不是有{x}?", "图上有{x}没有?",
            "有{x}吗?", "{img}中有{x}吗?", "{img}里有没有{x}?", "你看到{x}了吗?", "有没有{x}?", "是否有{x}?", "{img}里有{x}吗?",
            "{img}中是否有{x}?", "能看到{x}吗?", "这里有{x}吗?", "存在{x}吗?",
        ),
    },
    "side": {
        "en": (
            "Tell me which {thing} is the {most}.", "I want to know what is furthest to the {side}.", "What is the {thing} at the {side}?", "Which {thing} do you see at the far {side}?", "What sits on the {side}?",
            "What is on the {side}?", "Which {thing} is on the {side}?", "What do you see on the {side}?",
            "What's the {most} {thing}?", "Which {thing} is the {most}?", "What is the {most} {thing} in the {img}?",
            "What is furthest to the {side}?", "Which {thing} is closest to the {side}?", "What {thing} is on the {side} side?",
            "What is at the far {side}?", "Name the {most} {thing}.",
        ),
        "zh": (
            "请告诉我最{side}是什么。", "我想知道最{side}的是什么。", "{img}里最{side}的{thing}是哪个?", "在最{side}的是什么?",
            "{side}是什么?", "最{side}的{thing}是什么?", "{side}有什么?", "最{side}是什么?", "哪个{thing}在最{side}?", "{img}最{side}的是什么?",
            "位于最{side}的{thing}是什么?", "{img}的{side}是什么?",
        ),
    },
    "where": {
        "en": (
            "In which part of this image is the {x}?", "Could you point out in words where the {x} is?",
            "Please say where in the {img} the {x} is.", "Where do you see the {x}?",
            "Let me know where the {x} is.", "Where exactly in the photo is the {x}?", "So where is the {x}?", "Where about is the {x}?", "Where precisely is the {x}?",
            "Please tell me the location of the {x}.", "In what area of the picture is the {x}?", "What is the location of the {x}?", "Which area of the {img} is the {x} in?", "I want to know where the {x} is.", "Please tell me where the {x} is.", "Describe the position of the {x}.", "At what place in the {img} is the {x}?", "Where does the {x} sit?", "In which corner or side is the {x}?", "Say where the {x} is.", "The {x} is where?", "Whereabouts is the {x}?",
            "Where is the {x}?", "Where is the {x} in the {img}?", "In which part of the {img} is the {x}?",
            "What is the position of the {x}?", "Where can I find the {x}?", "Where's the {x}?", "Tell me where the {x} is.",
            "Where is the {x} located?", "Which part of the {img} has the {x}?",
        ),
        "zh": (
            "请帮我看看{x}在哪个位置。", "这张照片里的{x}在什么地方?", "{x}在图的哪里?",
            "请说出{x}在{img}中的位置。", "你看到{x}在哪里?",
            "请告诉我{x}在图片的什么地方。", "这个{x}在照片的哪里?", "{x}在照片的哪个地方?", "{x}到底在哪里?", "请问{x}在哪里?",
            "请问{x}在图的哪个地方?", "{x}处在什么位置?", "请告诉我{x}的位置。", "我想知道{x}在哪里。", "{x}在哪个方位?", "{x}在{img}的哪个地方?", "{x}在哪一块?", "{x}的方位是什么?", "{x}在{img}的哪一边?", "请说明{x}的位置。",
            "{x}在哪里?", "{x}在{img}中的什么位置?", "{x}在什么位置?", "{x}在哪儿?", "{x}位于哪里?", "{x}在{img}的哪个位置?", "{x}的位置是哪里?",
            "告诉我{x}在哪。",
        ),
    },
    "is_relation": {
        "en": ("So is the {a} {r} the {b}?", "Let me know if the {a} is {r} the {b}.", "Is it true that the {a} is {r} the {b}?", "Check whether the {a} is {r} the {b}.", "Tell me whether the {a} is {r} the {b}.", "Can you check if the {a} is {r} the {b}?", "Would you say the {a} is {r} the {b}?", "Is the {a} {r} the {b}?", "Is the {a} {r} the {b} in the {img}?", "Does the {a} lie {r} the {b}?", "The {a} is {r} the {b}, right?"),
        "zh": ("请问{a}在{b}的{r}吗?", "{a}真的在{b}的{r}吗?", "{a}是不是在{b}{r}?", "请看看{a}是否在{b}的{r}。", "{a}是否位于{b}的{r}?", "告诉我{a}是不是在{b}的{r}。", "{a}在{b}的{r}吗?", "{a}是不是在{b}的{r}?", "{a}位于{b}的{r}吗?", "{img}中{a}在{b}的{r}吗?"),
    },
    "what_relation": {
        "en": (
            "Tell me what is {r} the {b}.", "I want to know which {thing} is {r} the {b}.", "Is anything {r} the {b}? What?",
            "What is {r} the {b}?", "Which {thing} is {r} the {b}?", "What do you see {r} the {b}?", "What's {r} the {b}?",
            "What lies {r} the {b}?", "Which {things} are {r} the {b}?", "Name what is {r} the {b}.", "What {thing} is {r} the {b}?",
        ),
        "zh": ("我想知道{b}的{r}是什么。", "请告诉我{b}的{r}有什么。", "在{b}{r}的是什么?", "{b}的{r}有哪些{thing}?", "{b}的{r}是什么?", "{b}的{r}有什么?", "{b}{r}是什么?", "什么在{b}的{r}?", "哪个{thing}在{b}的{r}?", "{b}{r}有什么{thing}?"),
    },
    "largest": {
        "en": (
            "Which {thing} takes the most room?", "Name the largest {thing} you see.",
            "Tell me which {thing} is the biggest.", "I want to know the largest {thing}.", "Which {thing} takes up the most space?", "What's the biggest one?",
            "Which {thing} is the largest?", "What is the biggest {thing}?", "Which {thing} is the biggest?", "What is the largest {thing}?",
            "What's the largest {thing} in the {img}?", "Name the biggest {thing}.", "Which is the largest?", "Which one is the biggest?",
            "Which one is larger than the others?",
        ),
        "zh": ("请说出最大的{thing}。", "最大的那个是什么?", "请告诉我最大的是哪个。", "我想知道哪个{thing}最大。", "图中最大的是什么?", "最大的{thing}是什么?", "哪个{thing}最大?", "最大的是什么?", "{img}里最大的{thing}是哪个?", "哪一个最大?", "最大的{thing}是哪个?", "谁最大?"),
    },
    "smallest": {
        "en": (
            "Which {thing} takes the least room?", "Name the smallest {thing} you see.", "What is the least big {thing}?",
            "Tell me which {thing} is the smallest.", "I want to know the smallest {thing}.", "Which {thing} takes up the least space?", "What's the smallest one?", "Which is the littlest {thing}?",
            "Which {thing} is the smallest?", "What is the smallest {thing}?", "What's the smallest {thing} in the {img}?",
            "Name the smallest {thing}.", "Which is the smallest?", "Which one is the smallest?", "What is the tiniest {thing}?",
        ),
        "zh": ("请说出最小的{thing}。", "最小的那个是什么?", "请告诉我最小的是哪个。", "我想知道哪个{thing}最小。", "图中最小的是什么?", "最小的{thing}是什么?", "哪个{thing}最小?", "最小的是什么?", "{img}里最小的{thing}是哪个?", "哪一个最小?", "最小的{thing}是哪个?", "谁最小?"),
    },
    "find": {
        "en": (
            "Could you give me the bounding box of the {x} in JSON?", "Locate the {x} in this picture and output its box.",
            "Please detect the {x} and return its bounding box.", "Where is the {x}? Please return a bounding box as JSON.",
            "Kindly mark the {x} with a bounding box.", "Output the bbox_2d for the {x} as JSON.", "Kindly find the {x} and box it.", "bounding box for the {x}",
            "Please locate the {x} and give its bbox_2d in JSON.", "I need the bounding box for the {x}.", "Give me the bbox_2d of the {x}.", "I want the bounding box of the {x}.", "Put a box around the {x}.", "What is the bbox of the {x}?", "Provide bounding box coordinates for the {x}.",
            "Locate the {x}.", "Find the {x}.", "Detect the {x}.", "Detect the {x} and output its bounding box in JSON.",
            "Give the bounding box of the {x}.", "Locate the {x}, report bbox coordinates in JSON format.",
            'Locate every instance that belongs to the following categories: "{x}". Report bbox coordinates in JSON format.',
            "Where is the {x}? Give the bounding box.", "Find the {x} in the {img}.", "Draw a box around the {x}.",
            "Output the bounding box of the {x} in JSON.", "Show me the bounding box of the {x}.", "Find the {x} and return its bbox.",
            "Return the bounding box coordinates of the {x}.", "Ground the {x} in the {img}.", "bbox of the {x}", "Mark the {x}.",
            "What are the bounding box coordinates of the {x}?", 'Please output bounding boxes for "{x}" in JSON format.',
        ),
        "zh": (
            "请给出{x}在图中的边界框。", "请定位图片里的{x},输出边界框。", "请找出{x}。",
            "请检测{x}并返回边界框。", "请框出{img}里的{x}。",
            "请标出{x}的边界框。", "请输出{x}的bbox_2d坐标,使用JSON格式。", "请框住{x}。", "把{x}标出来。",
            "请用JSON给出{x}的边界框。", "请在图中找到{x}并标出位置。", "我需要{x}的边界框。", "给{x}画框。", "用JSON输出{x}的位置坐标。", "给出{x}的bbox_2d。",
            "定位{x}。", "框出{x}。", "找到{x},以JSON格式输出边界框。", "检测{img}中的{x},用JSON格式输出坐标。", "{x}的边界框坐标是什么?", "找到{x}。",
            "找出{x}。", "检测{x}。", "请给出{x}的边界框。", "输出{x}的bbox坐标。", "用框标出{x}。", "{x}在哪里?请输出边界框。", "以JSON格式输出{x}的bbox坐标。",
            "框出{img}中{x}的位置,以JSON格式输出。", "标出{x}。",
        ),
    },
    "find_all": {
        "en": (
            "Could you give me the bounding boxes of all objects in JSON?", "Locate each object in this picture and output the boxes.",
            "Please find all the {things} and return their bounding boxes.", "Return a bounding box for every {thing} as JSON.",
            "Kindly mark all objects with bounding boxes.", "Output bbox_2d for all objects as JSON.", "Kindly box all {things}.", "Mark every {thing} with a box.",
            "Please detect every object and give bbox_2d in JSON.", "I need bounding boxes for all the shapes.", "Give bbox_2d for every {thing}.", "List all {things} with their bounding boxes.", "Put a box around each {thing}.", "Provide bounding boxes for all {things}.", "Localize all the {things}.",
            "Detect all {things}.", "Locate all {things}.", "Find all {things}.", "Find every {thing}.", "Find everything.",
            "Detect all {things} and output their bounding boxes in JSON.", "Locate every {thing} in the {img}.",
            "Locate all {things} in the {img} and output bbox coordinates in JSON format.", "Output the bounding boxes of all {things}.",
            "Detect all {things} in the {img} and return their locations in the form of coordinates.", "Detect everything in the {img}.",
            'Locate every instance that belongs to the following categories: "{thing}". Report bbox coordinates in JSON format.',
            "Give me the bounding boxes of all {things} in the {img}.", "Draw boxes around all {things}.", "Box every {thing}.",
            "Where are the {things}? Answer with bounding boxes.", "Show bounding boxes for everything.",
        ),
        "zh": (
            "请给出图中全部物体的边界框。", "请定位图片里的每个物体,输出边界框。",
            "请检测{img}里的所有{thing}并返回边界框。", "请框出{img}里的全部图形。",
            "请标出图中全部物体的边界框。", "请输出所有物体的bbox_2d坐标,使用JSON格式。", "请标出全部{thing}。", "把每个{thing}都标出来。", "全部{thing}的边界框是什么?",
            "请用JSON给出所有物体的边界框。", "请把图里每个物体的位置都框出来。", "给所有{thing}画框。", "用JSON列出所有{thing}的边界框。", "请给出每个{thing}的bbox_2d。", "我需要所有{thing}的边界框。",
            "检测所有{thing}。", "框出所有{thing}。", "检测{img}中所有{thing},以JSON格式输出边界框。", "请定位所有{thing}并用JSON格式输出坐标。", "找出所有{thing}。",
            "找到{img}里所有的{thing}。", "框出{img}中的所有{thing}。", "标出所有{thing}的位置。", "输出所有{thing}的边界框。", "定位每一个{thing},以JSON格式输出bbox坐标。",
            "把所有{thing}都框出来。", "检测{img}中的{thing}。",
        ),
    },
    "point": {
        "en": (
            "Tap on the {x}.", "Point it out: the {x}.", "Tap the {x} in the {img}.",
            "I need a point on the {x}.", "Give me point_2d for the {x}.", "Tap the {x}.", "Where would you click to select the {x}? Output a point.",
            "Point at the {x}.", "Point to the {x}.", "Point to the {x} and output its coordinates in JSON.", "Give the point of the {x}.",
            "Where should I click to hit the {x}? Give a point.", "Click on the {x}.", "Locate the {x} with a point.",
            "Output the point coordinates of the {x} in JSON format.", "Locate the {x} with points, report point coordinates in JSON format.",
            "Show the centre point of the {x}.", "Point out the {x}.",
        ),
        "zh": ("请点一下{x}。", "给出{x}的point_2d。", "我需要{x}上的一个点。", "请用点指出{x}的位置。", "指出{x}。", "用点标出{x}。", "指向{x},以JSON格式输出点坐标。", "点击{x}。", "给出{x}的点坐标。", "用点定位{x},以JSON格式输出坐标。", "点出{x}的中心位置。", "指一下{x}。"),
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
        "en": ("Which {img} shows more?", "Which {img} shows more {things}?", "Where are there more {things}?", "Which of the {imgs} has more {things}?", "Which {img} is fuller?", "Which {img} has more {things}?", "Which {img} contains the most {things}?", "In which {img} are there more {things}?", "Which one has more {things}?"),
        "zh": ("哪张{img}里的东西更多?", "哪张{img}有更多{thing}?", "哪张{img}中{thing}多一些?", "哪张{img}的{thing}更多?", "哪张{img}里的{thing}最多?", "哪一张{img}{thing}多?", "哪张图中的{thing}更多?"),
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


def _wordings(task: str, lang: str) -> tuple[str, ...]:
    """The listed wordings, often enough to make a third, and the composed ones."""
    listed, others = LISTED[task][lang], composed(task, lang)
    return listed * max(1, len(others) // (2 * len(listed))) + others


ASK = {task: {lang: _wordings(task, lang) for lang in ("en", "zh")} for task in LISTED}

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
    "right": {
        "en": ("to the right of", "right of", "on the right of"),
        "zh": ("右边", "右侧", "右面"),
    },
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
    "en": ("So, {q}", "And {q}", "Kindly answer: {q}", "Now, {q}", "Okay, {q}", "Tell me, {q}", "Let me ask: {q}", "{q} I need to know.", "Please {q}", "Can you tell me: {q}", "Hi, {q}", "Hello! {q}", "{q} Please answer briefly.", "Question: {q}", "I have a question: {q}", "{q} Thanks!", "Please tell me: {q}", "Could you help me? {q}"),
    "zh": ("那么,{q}", "请告诉我,{q}", "我问一下,{q}", "好的,{q}", "再问一下,{q}", "请问,{q}", "请{q}", "你好,{q}", "请回答:{q}", "麻烦告诉我,{q}", "{q}谢谢!", "请看图,{q}", "{q}请简短回答。", "问题:{q}"),
}  # fmt: skip

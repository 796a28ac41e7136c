// What the page does in the browser alone: language and theme that outlive a visit, the panel, the keyboard, clean copies.
(() => {
  const store = {
    // A page inside another site's frame may have no storage: then choices last for the visit.
    get(key) { try { return localStorage.getItem(`qwen-demo-${key}`); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`qwen-demo-${key}`, value); } catch { /* as above */ } },
  };

  // The language chosen on an earlier visit, else the browser's.
  const locale = (session) => [session, store.get("language") || navigator.language];
  const rememberLanguage = (session, language) => {
    store.set("language", language);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    return [session, language];
  };

  // Gradio has set the system's theme by now.
  if (store.get("theme")) document.body.classList.toggle("dark", store.get("theme") === "dark");

  // The line of figures under an answer is no part of it, nor the legend; JSON was folded.
  const write = navigator.clipboard?.writeText.bind(navigator.clipboard);
  if (write) {
    const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
    navigator.clipboard.writeText = (text) =>
      write(text
        .replace(/\n*<small class="stats">.*?<\/small>/g, "")
        .replace(/\n*<div class="legend">.*?<\/div>/gs, "")
        .replace(/<details class="raw">.*?<code>(.*?)<\/code><\/pre><\/details>/gs, (_, code) => plain(code)));
  }

  // What Gradio 6.31 leaves out for screen readers and the keyboard.
  let repairing = 0;
  const repair = () => {
    repairing = 0;
    const misnamed = '.examples[role="list"], .thumbnail-wrapper[role="listitem"]';
    for (const element of document.querySelectorAll(misnamed)) element.role = "group";
    for (const button of document.querySelectorAll(".image-container > button:not([aria-label])")) {
      button.ariaLabel = button.querySelector("img")?.alt || "picture";
    }
    for (const label of document.querySelectorAll('fieldset > [data-testid="block-info"]:not([id])')) {
      const group = label.parentElement;
      label.id = `${group.id}-label`;
      group.setAttribute("aria-labelledby", label.id);
    }
    // One group, so that the arrow keys choose.
    for (const radio of document.querySelectorAll('fieldset input[type="radio"]')) {
      radio.name = radio.closest("fieldset").id;
    }
    for (const code of document.querySelectorAll('.cm-scroller[tabindex="-1"]')) code.tabIndex = 0;
    showRegion();  // of another picture, the box is drawn anew
    for (const message of document.querySelectorAll('#chatbot [data-testid][aria-label*="</"]')) {
      message.ariaLabel = message.ariaLabel.replace(/<[^>]*>/g, " ");
    }
  };
  new MutationObserver(() => { repairing ||= requestAnimationFrame(repair); })
    .observe(document.body, { childList: true, subtree: true });

  const wide = () => matchMedia("(min-width: 1100px)").matches;
  const showPanel = (open) => {
    document.documentElement.classList.toggle("panel-open", open);
    document.querySelector("#panel-toggle")?.setAttribute("aria-expanded", String(open));
  };
  const togglePanel = () => showPanel(!document.documentElement.classList.contains("panel-open"));
  showPanel(wide());

  const toggleTheme = () => {
    const dark = document.body.classList.toggle("dark");
    store.set("theme", dark ? "dark" : "light");
  };

  // Laying out a long answer takes long: three quarters of the time stay for everything else. What
  // is passed over comes with a later update, the last of which is the finished conversation.
  let nextShowing = 0;
  const pauseAfterShowing = (started) => {
    nextShowing = started + 1000;  // a hidden tab draws no frame
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
      const ended = performance.now();
      nextShowing = ended + 3 * Math.max(0, ended - started - FRAMES_MS);
    })));
  };
  const FRAMES_MS = 34;  // the two frames waited for, at 60 Hz

  // The answer on its way becomes the chat's last message (`live`: live_view in ui/views.py).
  const showLive = (live, chat) => {
    const now = performance.now();
    if (live?.text && now < nextShowing) return [];  // no update
    pauseAfterShowing(now);
    const shown = (chat || []).filter((message) => message.metadata?.id !== "live");
    const add = (text, metadata, files = []) => shown.push({
      role: "assistant",
      metadata: { id: "live", ...metadata },
      content: [{ type: "text", text }, ...files],
      options: null,
    });
    const picture = ({ url, alt_text }) => ({
      type: "file",
      file: { path: "drawn.jpg", url, mime_type: "image/jpeg", meta: { _type: "gradio.FileData" } },
      alt_text,
    });
    if (live?.reasoning) add(live.reasoning, { title: live.title, status: live.text ? "done" : "pending" });
    if (live?.text || live?.waiting) add(live.text || live.waiting, {}, (live.drawn || []).map(picture));
    return [shown];
  };

  // Changes when files are attached or taken away, and not with each key typed.
  const listFiles = (composer) => [JSON.stringify((composer?.files || []).map((file) => file.path))];

  const saveFile = (text) => {
    if (!text) return [];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `conversation-${new Date().toISOString().slice(0, 16).replace(":", "")}.json`;
    link.click();
    return [];
  };

  const saveLink = (path) => {
    if (!path) return [];
    const link = document.createElement("a");
    link.href = `gradio_api/file=${encodeURI(path)}`;
    link.download = path.split("/").pop();
    link.click();
    return [];
  };

  // A region of a picture: a box dragged on it and four numbers in 0..1000 say the same.
  const sides = () => ["x1", "y1", "x2", "y2"].map((side) => document.querySelector(`#region-${side} input`));
  const showRegion = () => {
    const box = document.querySelector("#region-view .region-box");
    const [x1, y1, x2, y2] = sides().map((input) => (input?.value ? Number(input.value) / 10 : NaN));
    if (!box) return;
    box.hidden = !(x1 < x2 && y1 < y2);
    box.style.cssText = `left:${x1}%;top:${y1}%;width:${x2 - x1}%;height:${y2 - y1}%`;
  };
  const placeOf = (event, view) => {
    const { left, top, width, height } = view.getBoundingClientRect();
    const within = (value) => Math.round(1000 * Math.min(1, Math.max(0, value)));
    return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
  };
  let corner = null;  // where the drag began
  document.addEventListener("pointerdown", (event) => {
    const view = event.target.closest?.("#region-view .region");
    if (!view) return;
    event.preventDefault();
    view.setPointerCapture(event.pointerId);
    corner = placeOf(event, view);
  });
  document.addEventListener("pointermove", (event) => {
    const view = corner && document.querySelector("#region-view .region");
    if (!view) return;
    const [x, y] = placeOf(event, view);
    const box = [Math.min(x, corner[0]), Math.min(y, corner[1]), Math.max(x, corner[0]), Math.max(y, corner[1])];
    sides().forEach((input, index) => {
      input.value = box[index];
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { corner = null; });
  document.addEventListener("input", (event) => { if (sides().includes(event.target)) showRegion(); });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#find, #ask-region, #zoom") && !wide()) showPanel(false);
    if (event.target.closest("#panel-toggle")) togglePanel();
    if (event.target.closest("#theme")) toggleTheme();
  });

  document.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") {
      if (!wide()) showPanel(false);
      document.querySelector("#composer .stop-button")?.click();
    } else if (control && event.shiftKey && event.key.toLowerCase() === "o") {
      event.preventDefault();
      document.querySelector("#new-chat")?.click();
    } else if (control && event.key === ",") {
      event.preventDefault();
      togglePanel();
    }
  });

  window.qwenDemo = { locale, showLive, listFiles, rememberLanguage, saveFile, saveLink };
})();

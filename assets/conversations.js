// The side list of conversations: what was clicked in it, and the page's address.
Object.assign(window.qwenDemo, (() => {
  // A new page: the conversation that the address names, and the browser's time zone.
  const opened = (session) => [
    session,
    new URLSearchParams(location.search).get("c") || "",
    String(new Date().getTimezoneOffset()),
  ];

  // The open conversation is in the page's address, so that a reload finds it again.
  const showAddress = (id) => {
    const url = new URL(location.href);
    if (id) url.searchParams.set("c", id);
    else url.searchParams.delete("c");
    history.replaceState(null, "", url);
    return [];
  };

  const narrow = () => matchMedia("(max-width: 900px)").matches;
  const showSidebar = (open) => {
    document.documentElement.classList.toggle("sidebar-open", open);
    document.querySelector("#sidebar-toggle")?.setAttribute("aria-expanded", String(open));
  };
  showSidebar(!narrow());

  // A title becomes a field; Enter and leaving it keep the new one, Escape the old one.
  const rename = (item, trigger) => {
    const button = item.querySelector("[data-do=open]");
    const field = document.createElement("input");
    field.value = button.textContent;
    field.maxLength = 200;
    field.ariaLabel = item.querySelector("[data-do=rename]").title;
    let done = false;
    const end = (keep) => {
      if (done) return;
      done = true;
      const title = field.value.trim();
      field.replaceWith(button);
      if (keep && title && title !== button.textContent) {
        trigger("click", { do: "rename", id: item.dataset.id, title });
      }
      button.focus();
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
    field.addEventListener("blur", () => end(true));
    button.replaceWith(field);
    field.select();
  };

  const listenToList = (element, trigger) => {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (!button) return;
      const what = button.dataset.do;
      const item = button.closest("li");
      if (what === "rename") {
        rename(item, trigger);
        return;
      }
      if (what === "open" && narrow()) showSidebar(false);
      trigger("click", { do: what, id: button.dataset.id || item?.dataset.id || "" });
    });
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#sidebar-toggle")) {
      showSidebar(!document.documentElement.classList.contains("sidebar-open"));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && narrow()) showSidebar(false);
  });

  return { opened, showAddress, listenToList };
})());

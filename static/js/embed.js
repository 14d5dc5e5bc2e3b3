// Replace a video's picture with the player when the reader asks for it.
for (const link of document.querySelectorAll("[data-embed-player]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.className = "embed-frame";
    frame.src = link.dataset.embedPlayer;
    frame.title = link.dataset.embedTitle;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    link.closest("[data-embed]").replaceChildren(frame);
    frame.focus();
  });
}

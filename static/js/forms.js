// When the browser brings back a page as it was left, let its searches and filters show what its lists obey.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) if (form.method === "get") form.reset();
});

// The body of an asynchronous script: answers { value } as soon as the expression holds, or { late: what the page
// shows } after the limit.
const [limit, answer] = arguments;
const value = () => (EXPRESSION);
const end = (result) => {
  observer.disconnect();
  clearTimeout(timer);
  answer(result);
};
const look = () => {
  const now = value();
  if (now) end({ value: now });
};
const observer = new MutationObserver(look);
const timer = setTimeout(() => {
  const main = document.querySelector("main");
  const run = main ? main.dataset.run : "there is no <main>";
  end({ late: `data-run: ${run}; text: ${document.body.innerText.slice(0, 1500)}` });
}, limit);
observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
look();

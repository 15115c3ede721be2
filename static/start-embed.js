{
  const root = document.documentElement;
  const theme = /[?&]theme=(light|dark)\b/.exec(location.hash)?.[1];
  if (theme) root.dataset.theme = theme;
  if (/[?&]embed\b/.test(location.search)) {
    root.dataset.embed = '';
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = '%BUILD%/view/embed.css';
    document.head.append(style);
    addEventListener('DOMContentLoaded', () => import('./%BUILD%/view/embed.js'));
  }
}

// Refreshes the living part of a page, says times in the reader's zone, sends files with progress.
const SCRIPT = {'X-Requested-With': 'XMLHttpRequest'};
const BUSY = 1500;
const IDLE = 10000;

const moment = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});

function localise(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const utc = time.textContent;
    time.textContent = moment.format(new Date(time.dateTime));
    time.title = utc;
  }
}

// Where the reader was: the same link, box or button after the content is new.
function place(root) {
  const at = document.activeElement;
  if (!at || !root.contains(at)) return () => {};
  const kind = at.tagName;
  const mark = at.getAttribute('href') ?? at.getAttribute('aria-labelledby') ?? at.textContent;
  const scroll = [...root.querySelectorAll('.scroll')].map((box) => box.scrollLeft);
  return () => {
    for (const other of root.querySelectorAll(kind)) {
      const its = other.getAttribute('href') ?? other.getAttribute('aria-labelledby') ?? other.textContent;
      if (its !== mark) continue;
      other.focus({preventScroll: true});
      break;
    }
    root.querySelectorAll('.scroll').forEach((box, i) => (box.scrollLeft = scroll[i] ?? 0));
  };
}

function live(root) {
  const said = document.querySelector('[data-said]');
  const lost = document.querySelector('[data-lost]');
  let shown = '';
  let timer = 0;

  const state = () => root.firstElementChild;
  const plan = (wait) => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(refresh, wait);
  };
  const next = () => plan(state()?.dataset.active === 'true' ? BUSY : IDLE);

  async function refresh() {
    try {
      const answer = await fetch(location.href, {headers: SCRIPT, redirect: 'error'});
      if (answer.status === 401 || answer.status === 403) return location.reload();
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const text = await answer.text();
      lost.classList.add('hidden');
      if (text !== shown) replace(text);
      next();
    } catch {
      lost.classList.remove('hidden');
      plan(2 * BUSY);
    }
  }

  function replace(text) {
    const before = state()?.dataset.say;
    const back = place(root);
    shown = text;
    root.innerHTML = text;
    localise(root);
    back();
    if (state()?.dataset.say !== before) said.textContent = state()?.dataset.say ?? '';
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : plan(0)));
  next();
}

function upload(form) {
  const problem = document.getElementById('upload-problem');
  const sending = form.querySelector('.sending');
  const bar = sending.querySelector('progress');
  const words = sending.querySelector('[role=status]');
  const button = form.querySelector('button');

  function failed(text) {
    problem.textContent = text;
    problem.classList.remove('hidden');
    sending.classList.add('hidden');
    button.disabled = false;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.classList.add('hidden');
    sending.classList.remove('hidden');
    button.disabled = true;
    words.textContent = 'Sending …';
    const request = new XMLHttpRequest();
    request.open('POST', new URL(form.action).pathname);
    request.setRequestHeader('X-Requested-With', SCRIPT['X-Requested-With']);
    request.setRequestHeader('X-CSRF-TOKEN', form.elements._csrf.value);
    request.responseType = 'json';
    request.upload.onprogress = (e) => {
      if (!e.lengthComputable) return;
      bar.max = e.total;
      bar.value = e.loaded;
      if (e.loaded === e.total) words.textContent = 'Sent. The run is being started …';
    };
    request.onload = () => {
      if (request.status === 401) return location.reload();
      if (request.status === 200) return location.assign(request.response.href);
      failed(request.response?.detail ?? `The file was not taken (status ${request.status}).`);
    };
    request.onerror = () => failed('The connection broke before the file was taken. Send it again.');
    request.send(new FormData(form));
  });
}

localise(document);
document.querySelectorAll('[data-live]').forEach(live);
document.querySelectorAll('[data-upload]').forEach(upload);

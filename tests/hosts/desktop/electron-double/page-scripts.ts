/** Name of the isolated world that the preload runs in, and of the binding it calls Node by. */
export const WORLD = 'vigil-preload';
export const BINDING = '__electronToMain';

/**
 * The main world's end of contextBridge. It makes the API from a description and calls the preload's functions by
 * events that carry text, so that no object is shared between the worlds. Later page scripts can't get at it.
 */
export const mainWorldScript = `(() => {
  const add = document.addEventListener.bind(document);
  const send = document.dispatchEvent.bind(document);
  add('__electron-expose', (event) => {
    const { name, values, functions } = JSON.parse(event.detail);
    const api = { ...values };
    for (const key of functions) {
      api[key] = (...args) => {
        let answer;
        const take = (reply) => { answer = JSON.parse(reply.detail); };
        document.addEventListener('__electron-answer', take, { once: true });
        send(new CustomEvent('__electron-call', { detail: JSON.stringify({ name, key, args }) }));
        return answer?.value;
      };
    }
    Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true });
  });
})();`;

/** What \`require('electron')\` gives a sandboxed preload, and the preload itself, as CommonJS. */
export function preloadScript(preload: string, additionalArguments: readonly string[]): string {
  return `(() => {
  if (window.top !== window) return;
  const exposed = new Map();
  const listeners = new Map();
  const ports = new Map();
  const toMain = (message) => ${BINDING}(JSON.stringify(message, (key, value) =>
    value instanceof Uint8Array ? { $bytes: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) } : value));
  const revive = (key, value) => value && typeof value.$bytes === 'string'
    ? Uint8Array.from(atob(value.$bytes), (character) => character.charCodeAt(0)) : value;

  document.addEventListener('__electron-call', (event) => {
    const { name, key, args } = JSON.parse(event.detail);
    const value = exposed.get(name)?.[key](...args);
    document.dispatchEvent(new CustomEvent('__electron-answer', { detail: JSON.stringify({ value }) }));
  });

  globalThis.__electronDeliver = (text) => {
    const message = JSON.parse(text, revive);
    if (message.t === 'port') {
      ports.get(message.port)?.postMessage(message.data);
      return;
    }
    if (message.t === 'port-close') {
      ports.get(message.port)?.close();
      ports.delete(message.port);
      return;
    }
    const own = message.ports.map((id) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => toMain({ t: 'port', port: id, data });
      ports.set(id, port1);
      return port2;
    });
    for (const listener of listeners.get(message.channel) ?? []) listener({ ports: own }, ...message.args);
  };

  const electron = {
    contextBridge: {
      exposeInMainWorld(name, api) {
        exposed.set(name, api);
        const functions = Object.keys(api).filter((key) => typeof api[key] === 'function');
        const values = Object.fromEntries(Object.entries(api).filter(([key]) => !functions.includes(key)));
        document.dispatchEvent(new CustomEvent('__electron-expose', { detail: JSON.stringify({ name, values, functions }) }));
      },
    },
    ipcRenderer: {
      on(channel, listener) { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); },
      send(channel, ...args) { toMain({ t: 'send', channel, args }); },
    },
  };
  const process = { argv: ${JSON.stringify(['electron', ...additionalArguments])}, sandboxed: true };
  const require = (name) => {
    if (name !== 'electron') throw new Error('module not found: ' + name);
    return electron;
  };
  const module = { exports: {} };
  ((exports, require, module, process) => {
${preload}
  })(module.exports, require, module, process);
})();`;
}

import type { TextFormat } from '../format.ts';
import { accessLog, setServer } from './access-log.ts';
import { apacheError, nginxError } from './error-log.ts';

/** Both of a server's logs, for sources whose config names the server: a line alone does not always say. */
function server(name: string, errors: TextFormat, apache: boolean): TextFormat {
  return {
    name,
    recognise: (text) => errors.recognise(text) || accessLog.recognise(text),
    map(text, event, context) {
      if (errors.recognise(text)) return errors.map(text, event, context);
      const fault = accessLog.map(text, event, context);
      if (fault === undefined) setServer(event, apache);
      return fault;
    },
  };
}

export const nginx = server('nginx', nginxError, false);
export const apache = server('apache', apacheError, true);

import type { TextFormat } from '../format.ts';

const COMMAND = /^\(([\w.@-]{1,64})\) CMD \((.{0,4096})\)\s*$/;

/** Commands that cron starts. */
export const cron: TextFormat = {
  name: 'cron',
  recognise: (text) => COMMAND.test(text.slice(0, 4200)),
  map(text, event) {
    const match = COMMAND.exec(text.slice(0, 4200));
    event['event.category'] = ['process'];
    event['event.type'] = ['start'];
    event['event.action'] = 'cron_command';
    event['user.name'] = match?.[1];
    event['process.command_line'] = match?.[2]?.trim();
    return undefined;
  },
};

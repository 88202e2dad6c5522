import { isIP } from 'node:net';
import { makeExactValidator, makeValidator } from 'envalid';

/** Says what is allowed; the variable's name and value are put in front of it. */
export class NotAllowed extends Error {
  constructor(readonly allowed: string) {
    super(allowed);
    this.name = 'NotAllowed';
  }
}

/** A whole number between two limits, both included. */
export const wholeNumber = (minimum: number, maximum: number) =>
  makeExactValidator<number>((input) => {
    const value = Number(input);
    if (!/^\d+$/.test(input) || value < minimum || value > maximum) {
      throw new NotAllowed(`a whole number from ${minimum} to ${maximum}`);
    }
    return value;
  });

/** Yes or no, in the spellings that people use. */
export const flag = makeExactValidator<boolean>((input) => {
  const word = input.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'no', 'off'].includes(word)) return false;
  throw new NotAllowed('true or false');
});

/** One of a few words. */
export const oneOf = <const T extends string>(...words: readonly T[]) =>
  makeValidator<T>((input) => {
    const word = words.find((candidate) => candidate === input);
    if (word === undefined) throw new NotAllowed(`one of ${words.join(', ')}`);
    return word;
  });

export const postgresUrl = makeExactValidator<string>((input) => {
  const url = URL.canParse(input) ? new URL(input) : null;
  if (
    url === null ||
    !/^postgres(ql)?:$/.test(url.protocol) ||
    url.hostname === '' ||
    url.pathname.length < 2
  ) {
    throw new NotAllowed('a URL like postgres://user:password@host:5432/database');
  }
  return input;
});

export const secretOf = (minimumCharacters: number) =>
  makeExactValidator<string>((input) => {
    if (input.length < minimumCharacters)
      throw new NotAllowed(`at least ${minimumCharacters} characters long`);
    return input;
  });

export const mailAddress = makeExactValidator<string>((input) => {
  if (!/^[^\s@]+@[^\s@]+$/.test(input)) throw new NotAllowed('an e-mail address');
  return input.toLowerCase();
});

export const listenHost = makeExactValidator<string>((input) => {
  const isName = /^(?=.*[a-z])[a-z\d.-]+$/i.test(input);
  if (isIP(input) === 0 && !isName) throw new NotAllowed('an IP address or a host name');
  return input;
});

export const folderPath = makeExactValidator<string>((input) => {
  if (input.includes('\0')) throw new NotAllowed('the path of a folder');
  return input;
});

/** Origins of browsers' pages, separated by commas: scheme, host and port without a path; `*` admits all of them. */
export const originList = makeExactValidator<readonly string[]>((input) => {
  const origins = input.split(',').map((part) => part.trim());
  for (const origin of origins) {
    if (origin !== '*' && (!URL.canParse(origin) || new URL(origin).origin !== origin)) {
      throw new NotAllowed('a list of origins like https://shop.example.com, separated by commas');
    }
  }
  return Object.freeze(origins);
});

/** Which proxies' X-Forwarded-For is believed: none, all, a number of hops, or their addresses. */
export const trustedProxies = makeExactValidator<boolean | number | string>((input) => {
  const word = input.toLowerCase();
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (/^\d{1,2}$/.test(input)) return Number(input);
  const parts = input.split(',').map((part) => part.trim());
  const named = ['loopback', 'linklocal', 'uniquelocal'];
  for (const part of parts) {
    const [address = '', bits] = part.split('/');
    const isRange = isIP(address) !== 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
    if (!isRange && !named.includes(part)) {
      throw new NotAllowed('true, false, a number of proxies, or their addresses separated by commas');
    }
  }
  return parts.join(',');
});

// What the page has asked and what it was answered. However many parts of the page ask the same, it is asked once; when it
// went stale while it was being asked, it is asked once more, and not in between: questions queue at the door, and each that
// nobody waits for makes all the others late. An answer that says the same as the one before is no news to anybody.
import type { Reply, Request, Topic, UiError } from '../bindings';
import { toUiError } from './backend';

/** The latest answer to a question; stays while the next is on its way, so that nothing flickers. */
export interface Answer {
  value?: Reply['value'];
  error?: UiError;
}

export interface Answers {
  /** Keeps the answer to this question fresh until it is no longer wanted; `heard` hears of each. */
  want: (question: string, topics: string, heard: () => void) => () => void;
  /** The latest answer, if one has come. */
  latest: (question: string, topics: string) => Answer | undefined;
}

interface Question {
  answer: Answer | undefined;
  /** The same as a text, to know it again. */
  said: string | undefined;
  heard: Set<() => void>;
  asking: boolean;
  /** It went stale while it was being asked. */
  again: boolean;
  forget: () => void;
}

/** Questions are requests in JSON, topics are parted by spaces: both together tell one from another. */
export function makeAnswers(
  call: (request: Request) => Promise<Reply>,
  onChanged: (topics: readonly Topic[], heard: () => void) => () => void,
): Answers {
  const questions = new Map<string, Question>();

  const ask = (text: string, question: Question): void => {
    if (question.asking) {
      question.again = true;
      return;
    }
    question.asking = true;
    const told = (answer: Answer): void => {
      question.asking = false;
      const again = question.again && question.heard.size > 0;
      question.again = false;
      if (again) ask(text, question);
      const said = JSON.stringify(answer);
      if (said === question.said) return;
      question.answer = answer;
      question.said = said;
      question.heard.forEach((heard) => heard());
    };
    call(JSON.parse(text) as Request).then(
      (reply) => told({ value: reply.value }),
      (error: unknown) => told({ ...question.answer, error: toUiError(error) }),
    );
  };

  const begin = (name: string, text: string, topics: string): Question => {
    const question: Question = { answer: undefined, said: undefined, heard: new Set(), asking: false, again: false, forget: () => undefined };
    question.forget = onChanged(topics.split(' ') as Topic[], () => ask(text, question));
    questions.set(name, question);
    ask(text, question);
    return question;
  };

  return {
    want: (text, topics, heard) => {
      const name = `${topics} ${text}`;
      const question = questions.get(name) ?? begin(name, text, topics);
      question.heard.add(heard);
      return () => {
        question.heard.delete(heard);
        // Not at once: what leaves the page may make room for something that asks the same.
        queueMicrotask(() => {
          if (question.heard.size > 0 || questions.get(name) !== question) return;
          question.forget();
          questions.delete(name);
        });
      };
    },
    latest: (text, topics) => questions.get(`${topics} ${text}`)?.answer,
  };
}

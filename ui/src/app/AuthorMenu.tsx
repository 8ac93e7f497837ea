// Who is at the keyboard, and the way to hand it to somebody else who works on this machine.
import { Check } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useAuthors } from '../session/authors';
import { useLive } from '../session/live';
import { useSessionActions } from '../session/session';
import { useStart } from '../session/start';
import { initials, roleWords } from './people';
import styles from './TitleBar.module.css';

export function AuthorMenu() {
  const { author, authors } = useStart();
  const { switchTo } = useAuthors();
  const { open } = useSessionActions();
  const live = useLive();
  if (author === null) return null;
  // In somebody else's session one is what its host says.
  const role = live?.people.find((person) => person.me)?.role ?? author.role;
  return (
    <MenuTrigger>
      <AriaButton className={styles.author!} aria-label={`At the keyboard: ${author.name}, ${roleWords(role)}`} data-testid="author-menu">
        <span className={styles.avatar} aria-hidden>
          {initials(author.name)}
        </span>
        <span className={styles.role} aria-hidden>
          {roleWords(role)}
        </span>
      </AriaButton>
      <Popover className={styles.popover!} placement="bottom end" offset={4}>
        <Menu className={styles.menu!} aria-label="Who is at the keyboard">
          {authors.map((each) => {
            const here = each.name === author.name;
            return (
              <MenuItem
                key={each.name}
                className={styles.item!}
                textValue={`${each.name}, ${roleWords(each.role)}`}
                onAction={() => void (here || switchTo(each.name))}
              >
                <span>
                  {each.name}, {roleWords(each.role)}
                </span>
                {here ? <Check size={14} aria-label="at the keyboard" /> : null}
              </MenuItem>
            );
          })}
          <Separator className={styles.line!} />
          <MenuItem className={styles.item!} textValue="Add somebody" onAction={() => open('author_new')}>
            Add somebody…
          </MenuItem>
          <MenuItem className={styles.item!} textValue="Change name or role" onAction={() => open('author')}>
            Change name or role…
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

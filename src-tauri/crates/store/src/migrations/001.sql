CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (length(key) = 64) -- ed25519, hexadecimal
) STRICT;

CREATE TABLE change (
    number INTEGER PRIMARY KEY, -- order of arrival in this file
    author INTEGER NOT NULL REFERENCES author,
    seq INTEGER NOT NULL CHECK (seq > 0), -- the author's how-manieth, without gaps
    seconds INTEGER NOT NULL, -- hybrid logical time: datetime(seconds, 'unixepoch')
    fraction INTEGER NOT NULL, -- and its lower 32 bits
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    intent TEXT NOT NULL CHECK (intent IN ('act', 'undo', 'redo')),
    target INTEGER CHECK ((target IS NULL) = (intent = 'act')), -- the seq of the author's change that is taken back
    hash BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256; the author's next change is chained to it
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    UNIQUE (author, seq)
) STRICT;

CREATE INDEX change_by_time ON change (seconds, fraction);

CREATE TABLE edit (
    change INTEGER NOT NULL REFERENCES change,
    position INTEGER NOT NULL, -- in its change, from 0
    kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL, -- JSON
    replaces TEXT NOT NULL, -- JSON: [author.number, change.seq, edit.position] of each
    PRIMARY KEY (change, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
    author TEXT NOT NULL,
    seq INTEGER NOT NULL,
    change TEXT NOT NULL, -- JSON: a whole change that waits for one that is not here yet
    PRIMARY KEY (author, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE value (
    kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL, -- 0 is shown, the others are in conflict with it
    value TEXT NOT NULL, -- JSON, as in its edit
    change INTEGER NOT NULL,
    edit INTEGER NOT NULL,
    PRIMARY KEY (kind, entity, field, key, position),
    FOREIGN KEY (change, edit) REFERENCES edit (change, position)
) STRICT, WITHOUT ROWID;

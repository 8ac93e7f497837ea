-- The team store. Everybody reaches it as a database role of their own; what they may see and add is decided here, row by
-- row, and nothing is granted to PUBLIC. Changes are only ever added.

CREATE SCHEMA plimsoll;

CREATE TABLE plimsoll.format (
    number int PRIMARY KEY, -- how many migrations made it
    compatible int NOT NULL, -- the oldest format a program must know to use it
    made timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE plimsoll.plans (
    plan text PRIMARY KEY CHECK (plan ~ '^[0-9a-f]{64}$'), -- the hash of its first change: all copies have it, no two plans share it
    title text NOT NULL CHECK (length(title) <= 500),
    founder text NOT NULL DEFAULT session_user,
    founded timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE plimsoll.members (
    plan text NOT NULL REFERENCES plimsoll.plans,
    dbrole text NOT NULL, -- the database role that they connect as
    author text CHECK (author ~ '^[0-9a-f]{64}$'), -- the ed25519 key they sign with; none for one who only reads
    role text NOT NULL CHECK (role IN ('PM', 'EM', 'Contributor', 'Viewer')),
    admitted timestamptz NOT NULL DEFAULT now(),
    UNIQUE (plan, author),
    CHECK (author IS NOT NULL OR role = 'Viewer')
);

CREATE UNIQUE INDEX members_who_only_read ON plimsoll.members (plan, dbrole) WHERE author IS NULL;
CREATE INDEX members_by_dbrole ON plimsoll.members (dbrole, plan);

CREATE TABLE plimsoll.changes (
    plan text NOT NULL REFERENCES plimsoll.plans,
    author text NOT NULL,
    seq int NOT NULL CHECK (seq > 0), -- the author's how-manieth, without gaps
    hash bytea NOT NULL CHECK (length(hash) = 32),
    previous bytea NOT NULL CHECK (length(previous) = 32), -- the hash of the author's change before
    change json NOT NULL CHECK (octet_length(change::text) <= 33554432), -- as it was signed; not jsonb, which rewrites numbers
    arrived bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (plan, author, seq),
    CHECK (change -> 'id' ->> 'author' = author AND (change -> 'id' ->> 'seq')::int = seq)
);

CREATE INDEX changes_by_arrival ON plimsoll.changes (plan, arrived);

-- What a plan came to when one of its members last synced it: a forecast needs the program, a question across plans does not.
CREATE TABLE plimsoll.summary (
    plan text PRIMARY KEY REFERENCES plimsoll.plans,
    title text NOT NULL CHECK (length(title) <= 500),
    as_of date NOT NULL, -- the day the forecast begins on
    seed bigint NOT NULL,
    changes bigint NOT NULL, -- how many changes of the plan it is made of
    open_debts int NOT NULL,
    principal double precision NOT NULL, -- of the open debts, likely person-days
    interest_share double precision NOT NULL, -- of the capacity to the horizon, 0 to 1
    commitments int NOT NULL, -- that are not delivered yet
    at_risk int NOT NULL, -- of them, those that are less likely than was promised
    written timestamptz NOT NULL DEFAULT now(),
    writer text NOT NULL DEFAULT session_user
);

-- Who is asking is the role that logged in, whatever it has set itself to since.

CREATE FUNCTION plimsoll.keeps() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT pg_has_role(session_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'plimsoll' $$;

CREATE FUNCTION plimsoll.reads(which text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM plimsoll.members WHERE plan = which AND dbrole = session_user) OR plimsoll.keeps() $$;

CREATE FUNCTION plimsoll.edits(which text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (
        SELECT FROM plimsoll.members WHERE plan = which AND dbrole = session_user AND role <> 'Viewer'
    ) $$;

-- Whoever shares a plan brings, in that one transaction, what others have changed in it before.
CREATE FUNCTION plimsoll.writes_as(which text, who text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (
        SELECT FROM plimsoll.members
        WHERE plan = which AND dbrole = session_user AND author = who AND role <> 'Viewer'
    ) OR EXISTS (
        SELECT FROM plimsoll.plans WHERE plan = which AND founder = session_user AND founded = now()
    ) $$;

ALTER TABLE plimsoll.format ENABLE ROW LEVEL SECURITY;
ALTER TABLE plimsoll.plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE plimsoll.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE plimsoll.changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE plimsoll.summary ENABLE ROW LEVEL SECURITY;

CREATE POLICY format_read ON plimsoll.format FOR SELECT USING (true);
CREATE POLICY plans_read ON plimsoll.plans FOR SELECT USING (plimsoll.reads(plan));
CREATE POLICY members_read ON plimsoll.members FOR SELECT USING (plimsoll.reads(plan));
CREATE POLICY changes_read ON plimsoll.changes FOR SELECT USING (plimsoll.reads(plan));
CREATE POLICY changes_add ON plimsoll.changes FOR INSERT WITH CHECK (plimsoll.writes_as(plan, author));
CREATE POLICY summary_read ON plimsoll.summary FOR SELECT USING (plimsoll.reads(plan));

CREATE FUNCTION plimsoll.follows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF NEW.seq > 1 AND NOT EXISTS (
            SELECT FROM plimsoll.changes
            WHERE plan = NEW.plan AND author = NEW.author AND seq = NEW.seq - 1 AND hash = NEW.previous
        ) THEN
            RAISE EXCEPTION 'change % of % does not follow the one before', NEW.seq, NEW.author
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        -- Only who knows the plan knows the name to listen to; a name has 63 characters at most.
        PERFORM pg_notify('plimsoll_' || left(NEW.plan, 48), '');
        RETURN NEW;
    END $$;

CREATE TRIGGER changes_follow BEFORE INSERT ON plimsoll.changes FOR EACH ROW EXECUTE FUNCTION plimsoll.follows();

-- Lets a database role in, as far as the rows then let it.
CREATE FUNCTION plimsoll.let_in(who text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = who) THEN
            RAISE EXCEPTION 'role "%" does not exist', who USING ERRCODE = 'undefined_object';
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA plimsoll TO %I', who);
        EXECUTE format('GRANT SELECT ON plimsoll.format, plimsoll.plans, plimsoll.members, plimsoll.changes, plimsoll.summary, plimsoll.report TO %I', who);
        EXECUTE format('GRANT INSERT (plan, author, seq, hash, previous, change) ON plimsoll.changes TO %I', who);
        EXECUTE format('GRANT EXECUTE ON FUNCTION plimsoll.keeps(), plimsoll.reads(text), plimsoll.edits(text), plimsoll.writes_as(text, text), plimsoll.admit(text, text, text, text), plimsoll.dismiss(text, text), plimsoll.summarise(text, text, date, bigint, bigint, int, double precision, double precision, int, int) TO %I', who);
    END $$;

-- Lets a database role share plans of its own. Asked by whoever keeps the store.
CREATE FUNCTION plimsoll.let_share(who text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        PERFORM plimsoll.let_in(who);
        EXECUTE format('GRANT EXECUTE ON FUNCTION plimsoll.found(text, text, text, text) TO %I', who);
    END $$;

CREATE FUNCTION plimsoll.found(which text, called text, who text, as_role text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        INSERT INTO plimsoll.plans (plan, title) VALUES (which, called);
        INSERT INTO plimsoll.members (plan, dbrole, author, role) VALUES (which, session_user, who, as_role);
    END $$;

-- Its founder, its PM and EM and the keeper of the store say who belongs to a plan. A key that is tied to a database role
-- stays with it, unless the keeper ties it anew: nobody else can take it over.
CREATE FUNCTION plimsoll.steers(which text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT plimsoll.keeps()
        OR EXISTS (SELECT FROM plimsoll.plans WHERE plan = which AND founder = session_user)
        OR EXISTS (
            SELECT FROM plimsoll.members WHERE plan = which AND dbrole = session_user AND role IN ('PM', 'EM')
        ) $$;

CREATE FUNCTION plimsoll.admit(which text, as_dbrole text, who text, as_role text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF NOT plimsoll.steers(which) THEN
            RAISE EXCEPTION 'only who steers the plan says who belongs to it' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF EXISTS (
            SELECT FROM plimsoll.members WHERE plan = which AND author = who AND dbrole <> as_dbrole
        ) AND NOT plimsoll.keeps() THEN
            RAISE EXCEPTION 'the key belongs to another database role' USING ERRCODE = 'unique_violation';
        END IF;
        PERFORM plimsoll.let_in(as_dbrole);
        IF who IS NULL THEN
            INSERT INTO plimsoll.members (plan, dbrole, role) VALUES (which, as_dbrole, as_role)
            ON CONFLICT (plan, dbrole) WHERE author IS NULL DO NOTHING;
        ELSE
            INSERT INTO plimsoll.members (plan, dbrole, author, role) VALUES (which, as_dbrole, who, as_role)
            ON CONFLICT (plan, author) DO UPDATE SET dbrole = EXCLUDED.dbrole, role = EXCLUDED.role;
        END IF;
    END $$;

CREATE FUNCTION plimsoll.dismiss(which text, as_dbrole text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ DECLARE gone bigint; BEGIN
        IF NOT plimsoll.steers(which) THEN
            RAISE EXCEPTION 'only who steers the plan says who belongs to it' USING ERRCODE = 'insufficient_privilege';
        END IF;
        DELETE FROM plimsoll.members WHERE plan = which AND dbrole = as_dbrole;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END $$;

CREATE FUNCTION plimsoll.summarise(
    which text, called text, day date, drawn_from bigint, known bigint, debts int, owed double precision,
    interest double precision, promised int, risky int
) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF NOT plimsoll.edits(which) THEN
            RAISE EXCEPTION 'only who edits the plan says what it comes to' USING ERRCODE = 'insufficient_privilege';
        END IF;
        UPDATE plimsoll.plans SET title = called WHERE plan = which AND title <> called;
        INSERT INTO plimsoll.summary AS old
            (plan, title, as_of, seed, changes, open_debts, principal, interest_share, commitments, at_risk)
        VALUES (which, called, day, drawn_from, known, debts, owed, interest, promised, risky)
        ON CONFLICT (plan) DO UPDATE SET
            title = EXCLUDED.title, as_of = EXCLUDED.as_of, seed = EXCLUDED.seed, changes = EXCLUDED.changes,
            open_debts = EXCLUDED.open_debts, principal = EXCLUDED.principal,
            interest_share = EXCLUDED.interest_share, commitments = EXCLUDED.commitments, at_risk = EXCLUDED.at_risk,
            written = now(), writer = session_user
        -- Who is behind does not overwrite who is not.
        WHERE old.changes <= EXCLUDED.changes;
    END $$;

-- One row a plan that the one asking may read. A view asks as its owner, so it picks the rows itself.
CREATE VIEW plimsoll.report WITH (security_barrier) AS
    SELECT plans.plan, plans.title, open_debts, principal, interest_share, commitments, at_risk, as_of, seed, written,
        summary.writer,
        (SELECT count(*) FROM plimsoll.changes WHERE changes.plan = plans.plan) - summary.changes AS changes_since
    FROM plimsoll.plans LEFT JOIN plimsoll.summary USING (plan)
    WHERE plimsoll.reads(plans.plan);

REVOKE ALL ON SCHEMA plimsoll FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA plimsoll FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plimsoll FROM PUBLIC;

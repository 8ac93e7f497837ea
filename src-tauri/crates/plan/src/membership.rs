//! What can be decided about the members of a plan, and by whom. As with every operation, it becomes edits or is refused.

use crate::author::{Author, Role};
use crate::decide::Decision;
use crate::document::Document;
use crate::field::Field;
use crate::id::EntityId;
use crate::member::{EVERY, Member, Members};
use crate::refusal::Refusal;
use crate::slot::Slot;
use crate::validate::{NAME_LIMIT, check};
use crate::value::Value;

/// A decision about members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Membership {
    /// From now on the plan has members: who decides this made it, and whoever changed it so far is one.
    Found {
        /// Whoever else changed it so far, by key, name and role.
        others: Vec<(Author, String, Role)>,
    },
    /// Somebody becomes a member, or is called or is something else from now on.
    Admit {
        /// Their key.
        author: Author,
        /// What they are called.
        name: String,
        /// What they are to the plan.
        role: Role,
    },
    /// A member owns the plan besides whoever made it, or no longer.
    Own {
        /// Their key.
        author: Author,
        /// Whether they do.
        owner: bool,
    },
    /// Somebody is a member no longer. What is known of their changes stays.
    Remove {
        /// Their key.
        author: Author,
    },
    /// A member who lost their key has another from now on; what they did under the lost one stays.
    Replace {
        /// The key they lost.
        lost: Author,
        /// The key they have.
        author: Author,
    },
}

/// Turns a decision of `by` about members into edits, or says why not. Touches nothing.
pub fn decide_membership(
    document: &Document,
    by: (Author, &str, Role),
    what: &Membership,
) -> Result<Decision, Refusal> {
    let members = &document.plan().members;
    let (me, my_name, my_role) = by;
    if let Membership::Found { others } = what {
        if let Some(founder) = members.founder {
            return Err(Refusal::Founded { founder: members.called(founder) });
        }
        let mut edits = founding(me, my_name, my_role);
        for (author, name, role) in others.iter().filter(|(author, ..)| *author != me) {
            edits.extend(admission(document, *author, name, *role));
        }
        return Ok(Decision { label: "Decide who may edit".to_owned(), edits });
    }
    let Some(founder) = members.founder else { return Err(Refusal::OpenToAll) };
    if !members.is_owner(me) {
        return Err(Refusal::NotAnOwner { owners: members.owners() });
    }
    let about_owner = |author: Author| match members.is_owner(author) && me != founder {
        true => Err(Refusal::FounderAlone { founder: members.called(founder) }),
        false => Ok(()),
    };
    let known = |author: Author| members.known.get(&author).filter(|member| member.role.is_some());
    let (label, edits) = match what {
        Membership::Found { .. } => unreachable!("decided above"),
        Membership::Admit { author, name, role } => {
            let name = named(name)?;
            about_owner(*author)?;
            if *author == founder && *role == Role::Viewer {
                return Err(Refusal::TheFounder { founder: members.called(founder) });
            }
            if members.is_owner(*author) && *role == Role::Viewer {
                return Err(Refusal::OwnerLooksOn { name });
            }
            let label = match known(*author) {
                Some(member) if member.name == name => format!("{name} is {} now", role.word()),
                Some(_) | None => format!("Admit {name} as {}", role.word()),
            };
            (label, admission(document, *author, &name, *role))
        }
        Membership::Own { author, owner } => {
            let name = members.called(*author);
            if me != founder || *author == founder {
                return Err(Refusal::FounderAlone { founder: members.called(founder) });
            }
            match known(*author) {
                None => return Err(Refusal::NotAMember),
                Some(Member { role: Some(Role::Viewer), .. }) if *owner => return Err(Refusal::OwnerLooksOn { name }),
                Some(_) => {}
            }
            match owner {
                true => {
                    let mut edits = record(members, *author);
                    edits.push((slot(Field::OwnsTo, *author), count(EVERY)));
                    (format!("{name} owns the plan too"), edits)
                }
                false => {
                    let last = count(changes(document, *author));
                    (format!("{name} no longer owns the plan"), vec![(slot(Field::OwnsTo, *author), last)])
                }
            }
        }
        Membership::Remove { author } => {
            if *author == founder {
                return Err(Refusal::TheFounder { founder: members.called(founder) });
            }
            about_owner(*author)?;
            if known(*author).is_none() {
                return Err(Refusal::NotAMember);
            }
            (format!("Remove {}", members.called(*author)), removal(document, *author))
        }
        Membership::Replace { lost, author } => {
            let name = members.called(*lost);
            if lost == author {
                return Err(Refusal::SameKey { name });
            }
            if *lost == founder || *author == founder {
                return Err(Refusal::TheFounder { founder: members.called(founder) });
            }
            about_owner(*lost)?;
            about_owner(*author)?;
            let Some(role) = known(*lost).and_then(|member| member.role) else { return Err(Refusal::NotAMember) };
            let mut edits = admission(document, *author, &name, role);
            if members.is_owner(*lost) {
                edits.push((slot(Field::OwnsTo, *author), count(EVERY)));
            }
            edits.extend(removal(document, *lost));
            (format!("{name} has a new key"), edits)
        }
    };
    for (slot, value) in &edits {
        check(slot, value)?;
    }
    let news = |(slot, value): &(Slot, Value)| document.value(slot) != *value;
    // Of an owner all is said again, so that nobody else's word about one is left standing.
    let edits = match edits.iter().any(|edit| edit.0.field == Field::OwnsTo && news(edit)) {
        true => edits,
        false => edits.into_iter().filter(news).collect(),
    };
    Ok(Decision { label, edits })
}

/// The edits by which somebody makes a plan theirs: part of its first change.
pub fn founding(author: Author, name: &str, role: Role) -> Vec<(Slot, Value)> {
    let founder = Slot::of(EntityId::PLAN, Field::Founder);
    vec![
        (founder, Value::Text(author.hex())),
        (slot(Field::MemberName, author), Value::Text(name.to_owned())),
        (slot(Field::MemberRole, author), Value::Text(role.word().to_owned())),
    ]
}

fn admission(document: &Document, author: Author, name: &str, role: Role) -> Vec<(Slot, Value)> {
    let counts_to = match role {
        Role::Pm | Role::Em | Role::Contributor => EVERY,
        // What they did while they might stays.
        Role::Viewer => counted(document, author),
    };
    vec![
        (slot(Field::MemberName, author), Value::Text(name.to_owned())),
        (slot(Field::MemberRole, author), Value::Text(role.word().to_owned())),
        (slot(Field::CountsTo, author), count(counts_to)),
    ]
}

fn removal(document: &Document, author: Author) -> Vec<(Slot, Value)> {
    let mut edits = vec![
        (slot(Field::MemberRole, author), Value::Nothing),
        (slot(Field::CountsTo, author), count(counted(document, author))),
    ];
    if document.plan().members.is_owner(author) {
        edits.push((slot(Field::OwnsTo, author), count(changes(document, author))));
    }
    edits
}

/// What is said of a member, to be said again.
fn record(members: &Members, author: Author) -> Vec<(Slot, Value)> {
    let Some(member) = members.known.get(&author) else { return Vec::new() };
    let role = member.role.map_or(Value::Nothing, |role| Value::Text(role.word().to_owned()));
    vec![
        (slot(Field::MemberName, author), Value::Text(member.name.clone())),
        (slot(Field::MemberRole, author), role),
        (slot(Field::CountsTo, author), count(member.counts_to)),
    ]
}

/// How many of an author's changes are known here.
fn changes(document: &Document, author: Author) -> u32 {
    document.tips().get(&author).map_or(0, |tip| tip.seq)
}

/// How many of an author's changes are known here and count.
fn counted(document: &Document, author: Author) -> u32 {
    changes(document, author).min(document.plan().members.limit(author))
}

fn named(name: &str) -> Result<String, Refusal> {
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    match name.trim() {
        "" => Err(Refusal::Empty { what: "the name of a member".to_owned() }),
        name if name.chars().count() > NAME_LIMIT => Err(Refusal::TooLong {
            what: "the name of a member".to_owned(),
            length: name.chars().count(),
            limit: NAME_LIMIT,
        }),
        name => Ok(name.to_owned()),
    }
}

fn slot(field: Field, author: Author) -> Slot {
    Slot { entity: EntityId::PLAN, field, key: author.hex() }
}

fn count(number: u32) -> Value {
    Value::Number(f64::from(number))
}

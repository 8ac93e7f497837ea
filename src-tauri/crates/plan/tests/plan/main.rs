//! The domain from outside: text in, plan or sentence out, and properties where order must not matter.

mod apart;
mod decide;
mod decode;
mod decoded;
mod document;
mod field;
mod fixture;
mod members;
mod properties;
mod pure;
mod random;
mod records;
mod replica;
mod scenario;
mod schedules;
mod sound;

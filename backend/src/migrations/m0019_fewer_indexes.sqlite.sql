-- The words of names stand in the index that would lead to them.
alter table beneficiary_words rename to words_before;
drop index beneficiary_words_by_word;
create table beneficiary_words (
    beneficiary_id blob not null,
    word text not null,
    constraint beneficiary_words_pkey primary key (beneficiary_id, word)
) without rowid;
insert into beneficiary_words select beneficiary_id, word from words_before order by beneficiary_id, word;
drop table words_before;
create index beneficiary_words_by_word on beneficiary_words (word, beneficiary_id);

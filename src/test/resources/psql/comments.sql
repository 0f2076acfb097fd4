-- first; line

/* a block; comment */

-- second

select 1 -- inside; here

/* nested /* ; */ ; */ + 2 /**/, 3 /***/ -- end
; -- behind; the statement
/* before */ select 2; /* alone */ -- line
  /* and another */

select 4 /* /* // */ */ */ 5; select 6 +/* ; */ 7 @-- ; comment
 8; select 1 - -1, 1e-- 5; not a comment
select 9*/* ; */10, 'it''s'--;
;
select 1e5-- a comment;
, 2;

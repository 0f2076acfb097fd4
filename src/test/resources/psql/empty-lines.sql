select 1;

select


2,

"a

b"


;select 3
;

select E'continued''still \'escaped'; select 1;
select 'a' -- b 'c;d';
select 'a'
'b;c';

select 1 as größe, "日本;語", '😀;';
select 1;
 select 2;

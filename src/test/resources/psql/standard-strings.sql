set standard_conforming_strings = off; select 'on this line \';
select 'escaped \' ; ' ; select n'\';', b'\', u&'\';
set standard_conforming_strings to 'on';
select '\'; set session standard_conforming_strings = off;
select '\';'; reset standard_conforming_strings; select '\';
still';
select '\'; select 1;

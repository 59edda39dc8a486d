import holidayJp from '@holiday-jp/holiday_jp';

/** Whether a date (`yyyy-mm-dd`) is a public holiday in Japan, substitute holidays included; known up to 2050. */
export function isHoliday(date: string): boolean {
  return Object.hasOwn(holidayJp.holidays, date);
}

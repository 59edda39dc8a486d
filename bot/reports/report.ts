/** A table of a report: the head of each column, then the cells as shown. The first column names the row. */
export interface ReportTable {
  columns: string[];
  rows: string[][];
}

/** A chart; hidden numbers have a length that says nothing but that they are small. */
export interface ReportChart {
  /** Bars lie under their names; columns and lines go from week to week. */
  kind: 'bars' | 'columns' | 'line';
  /** What each part of a bar is. */
  legend: string[];
  /** `end`: the worth as shown; `short`: the name where there is little room; a missing part is a gap in a line. */
  rows: { label: string; short?: string; parts: (number | undefined)[]; end?: string }[];
  /** What the whole length is worth; default: the longest bar. */
  whole?: number;
  /** Stands behind the numbers of the axis. */
  unit?: string;
}

/** What a chart is called, and what else there is to say of it, for those who don't see it. */
export interface ChartWords {
  title: string;
  description: string;
}

/** One subject of a report. */
export interface ReportSection {
  id: string;
  title: string;
  note?: string;
  table: ReportTable;
  chart?: ReportChart;
  /** What stands instead when there is nothing to show. */
  empty: string;
}

/** A report as every form of it shows: nothing in it is about one person or company. */
export interface Report {
  week: string;
  title: string;
  period: string;
  caution: string;
  sections: ReportSection[];
  /** What a section's chart is called, and where its numbers are. */
  chartWords: (title: string) => ChartWords;
}

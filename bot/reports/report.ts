/** A table of a report: the head of each column, then the cells as shown. The first column names the row. */
export interface ReportTable {
  columns: string[];
  rows: string[][];
}

/** Bars of a chart; hidden numbers have a width that says nothing but that they are small. */
export interface ReportChart {
  /** What each part of a bar is. */
  legend: string[];
  /** `end`: the bar's worth, as shown at its end. */
  rows: { label: string; parts: number[]; end?: string }[];
  /** What the whole width is worth; default: the longest bar. */
  whole?: number;
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
  /** Words of the chart's description, with the section's title in it. */
  chartLabel: (title: string) => string;
}

/** Reports how far some work is. `total` is null if it is not known. */
export type ReportProgress = (done: number, total: number | null, unit: string, message: string) => void;

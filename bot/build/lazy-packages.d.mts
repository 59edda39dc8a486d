import type { Plugin } from 'esbuild';

export const lazyPackages: Plugin;
export function lazyModule(code: string, path: string): string;
export function lazyList(code: string): string;
export function exportedNames(file: string | undefined): Set<string> | undefined;

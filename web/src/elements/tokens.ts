import { unsafeCSS } from 'lit';
import text from '../tokens.css?raw';

/**
 * The design's tokens for a shadow root, whose host has them unless its theme is to be inherited; inside it an element
 * with `data-theme` decides the theme.
 */
export const tokens = unsafeCSS(text.replaceAll(':root', ":host(:not([theme='inherit']))"));

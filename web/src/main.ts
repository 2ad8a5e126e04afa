/** The app: registers the elements of `index.html` and starts them. */
import { startAppearance, switchAppearance } from './elements/appearance.ts';
import './site.ts';
import './elements/define.ts';
import { keepSite } from './offline/register.ts';

startAppearance();
document.addEventListener('pg-theme', switchAppearance);
keepSite();

import '@fontsource/atkinson-hyperlegible-next/latin-400.css';
import '@fontsource/atkinson-hyperlegible-next/latin-700.css';
import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { i18n } from './lib/i18n/index.svelte';

// A style sheet that a cut kept away would be taken for present by the next try, and its page shown bare.
const forget = ({ target }: Event) => target instanceof HTMLLinkElement && target.remove();
document.addEventListener('error', forget, true);

await i18n.start();
mount(App, { target: document.getElementById('app')! });

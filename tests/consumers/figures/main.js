// Notes what the page's policy refused.
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
  globalThis.violations.push(`${violatedDirective}: ${blockedURI} ${sample}`);
});

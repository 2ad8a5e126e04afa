// As the package's README says.
export default { base: './', optimizeDeps: { exclude: ['playgrad'] } };

module.exports = {
  displayName: 'app',
  ...require('../../jest.preset.cjs'),
  // Lazy imports name the compiled file, as Node asks of import() in CommonJS.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

module.exports = { displayName: 'results', ...require('../../jest.preset.cjs') };

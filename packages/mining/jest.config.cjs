module.exports = { displayName: 'mining', ...require('../../jest.preset.cjs') };

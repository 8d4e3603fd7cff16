module.exports = { displayName: 'features', ...require('../../jest.preset.cjs') };

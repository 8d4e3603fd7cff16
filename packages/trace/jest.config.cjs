module.exports = { displayName: 'trace', ...require('../../jest.preset.cjs') };

module.exports = { displayName: 'io', ...require('../../jest.preset.cjs') };

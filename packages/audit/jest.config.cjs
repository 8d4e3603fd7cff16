module.exports = { displayName: 'audit', ...require('../../jest.preset.cjs') };

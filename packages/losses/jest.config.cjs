module.exports = { displayName: 'losses', ...require('../../jest.preset.cjs') };

module.exports = { displayName: 'experiments', ...require('../../jest.preset.cjs') };

// Preloaded for the long tests by `npm run soak`, which works the same in every shell: they run at full length.
process.env.SOAK = "1";

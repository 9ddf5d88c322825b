-- A corpus as version 5 of the tables kept it.
CREATE TABLE setting (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('views','f3c3cf4874e1b2b513bf6ad69d514b626cd230262a5b75a6cc605c382cc1a04a');
CREATE TABLE run (
	id           INTEGER PRIMARY KEY,
	night        TEXT,             -- the same for all stages of one run.sh
	program      TEXT NOT NULL,    -- "extract" for lettermark-extract
	version      TEXT NOT NULL,    -- of the code and data it worked with
	started      TEXT NOT NULL,
	-- NULL until it ends: then it is at work, or was killed.
	ended        TEXT,
	milliseconds INTEGER,
	kilobytes    INTEGER,          -- most memory of any of its processes
	status       INTEGER,          -- its exit status
	total        INTEGER,          -- how many things there were to do,
	done         INTEGER,          -- were done,
	failed       INTEGER,          -- and failed
	summary      TEXT              -- its last words, in one line
) STRICT;
INSERT INTO run VALUES(1,NULL,'fetch','0.1.0','2026-01-01T00:00:00Z','2026-01-01T00:00:00Z',78,15092,0,1,1,0,'1 new, 0 known');
INSERT INTO run VALUES(2,NULL,'extract','cbd3da351e9a','2026-01-01T00:00:00Z','2026-01-01T00:00:00Z',69,19956,0,1,1,0,'1 extracted, 0 failed');
INSERT INTO run VALUES(3,NULL,'parse','17b88b7ce7a7-e0d0e52cfabc','2026-01-01T00:00:00Z','2026-01-01T00:00:00Z',56,19020,0,1,1,0,'1 parsed, 0 of no known kind');
INSERT INTO run VALUES(4,NULL,'score','7d65fe9d515d twenty 191b67efc74a ladder model=9aa32a707126','2026-01-01T00:00:00Z','2026-01-01T00:00:00Z',107,16180,0,1,1,0,'1 documents scored');
INSERT INTO run VALUES(5,NULL,'flag','7d65fe9d515d 191b67efc74a a45a8ca168ea 1d0db23faba6','2026-01-01T00:00:00Z','2026-01-01T00:00:00Z',167,17276,0,1,1,0,'1 documents looked at, 3 flags raised');
CREATE TABLE document (
	id      INTEGER PRIMARY KEY,
	sha256  TEXT NOT NULL UNIQUE,
	-- The name in every table: the stem of the file it first came from.
	-- A later version of the same file takes over the name.
	name    TEXT NOT NULL,
	size    INTEGER NOT NULL, -- bytes
	-- Came with the software: never shown beside a document that did not.
	sample  INTEGER NOT NULL CHECK (sample IN (0, 1)),
	-- Still stands at one of its addresses; otherwise superseded, kept,
	-- and not shown.
	live    INTEGER NOT NULL CHECK (live IN (0, 1)),
	fetched TEXT NOT NULL     -- when these bytes were first seen
) STRICT;
INSERT INTO document VALUES(1,'98bbbfdfbf06c34406d6718d5e0a3bd98c175ba3b0f123d2ce9a8dc8e8d5c170','kestonbridge-report-2024',42997,0,1,'2026-01-01T00:00:00Z');
CREATE TABLE origin (
	address  TEXT NOT NULL, -- absolute path or URL
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	current  INTEGER NOT NULL CHECK (current IN (0, 1)),
	fetched  TEXT NOT NULL, -- when these bytes were last seen here
	-- Of a local file, to know it again without reading it.
	size     INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL, -- since 1970
	inode    INTEGER NOT NULL,
	PRIMARY KEY (address, document)
) STRICT, WITHOUT ROWID;
INSERT INTO origin VALUES('/letters/kestonbridge-report-2024.pdf',1,1,'2026-01-01T00:00:00Z',42997,1795311959656832674,5392808);
CREATE TABLE fetch_run (
	id      INTEGER PRIMARY KEY,
	started TEXT NOT NULL,
	ended   TEXT
) STRICT;
CREATE TABLE fetch (
	id       INTEGER PRIMARY KEY,
	run      INTEGER NOT NULL REFERENCES fetch_run,
	address  TEXT NOT NULL,
	time     TEXT NOT NULL,
	status   INTEGER NOT NULL, -- HTTP's; 0 where there was no answer
	final    TEXT,             -- after redirects, where it is another
	headers  TEXT,             -- of the answer, as received, capped
	sha256   TEXT,             -- of the body, where one came whole
	problem  TEXT,             -- why nothing was taken, in one line
	-- What it means for a document: new, changed, gone, back; or NULL.
	change   TEXT CHECK (change IN ('new', 'changed', 'gone', 'back'))
) STRICT;
CREATE TABLE web (
	address   TEXT NOT NULL PRIMARY KEY,
	-- Of a page: the reader that read it, the source it belongs to (all
	-- pages of a listing have the same), and whether it is itself a
	-- source or was found on another page.
	reader    TEXT,
	source    TEXT,
	root      INTEGER NOT NULL DEFAULT 0 CHECK (root IN (0, 1)),
	-- Of a document: what the link, or the user's list, says of it.
	area      TEXT,
	kind      TEXT,
	label     TEXT,
	published TEXT, -- ISO day, out of the label
	listed    INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
	gone      TEXT, -- since when it is neither linked nor there
	-- Of the last whole answer, for conditional requests.
	etag      TEXT,
	modified  TEXT,
	checked   TEXT -- when it last answered as it should
) STRICT, WITHOUT ROWID;
CREATE TABLE link (
	page     TEXT NOT NULL REFERENCES web,
	address  TEXT NOT NULL REFERENCES web,
	position INTEGER NOT NULL,
	PRIMARY KEY (page, address)
) STRICT, WITHOUT ROWID;
CREATE TABLE text (
	document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
	version  TEXT NOT NULL,
	input    TEXT NOT NULL, -- document.sha256
	digest   TEXT,          -- NULL where it failed
	failure  TEXT,          -- one line; NULL where it did not fail
	format   TEXT,          -- of the extractor, for example "pdf"
	pages    INTEGER,
	words    INTEGER,       -- outside page furniture
	CHECK ((digest IS NULL) <> (failure IS NULL))
) STRICT;
INSERT INTO text VALUES(1,'cbd3da351e9a','98bbbfdfbf06c34406d6718d5e0a3bd98c175ba3b0f123d2ce9a8dc8e8d5c170','a7cb0cacec0ed7be57366e135b96c006d4429511ee9422640406d28d93fb4014',NULL,'pdf',4,1396);
CREATE TABLE text_content (
	document INTEGER PRIMARY KEY REFERENCES text ON DELETE CASCADE,
	type     TEXT NOT NULL,    -- of the GVariant
	size     INTEGER NOT NULL, -- bytes before they were compressed
	content  BLOB NOT NULL     -- the GVariant's bytes, zlib
) STRICT;
INSERT INTO text_content VALUES(1,'(smsa(iddyi)a(yiiiiiimsmsu)asa(iuuuuuyyy)a(is))',17124,X'785ec55b0b7814e5b99e5c4842c25d24244018a06822614b4240a0b69afd07e52a282862d132d99dcd0ed99d59677789a93db5d296f651d1565a311c152d28a5958b70042f88b548b592a06245688b566d412df578034b5139eff7ff33bbb33b0bc4a7f639d147c27effe5bb7feff7fd6b2c18921a2d4d95e74cbe549143c94844d68d784c0b2474d390cd903c5d8b274ca3c9d283cd9a3cc30ca81199af9fad5a0943b3e2613d26e1278ffee3fcdcb5e422feebec9bf99f27f1937f067ac119e88567a0bbc9d9bf136f83070b1e33f8742d74d674e59caeaca1f33264fa8277d15ee2f9743fa4d3aeaef97765ef0a3f5d59e3f07c3a7eba225757eeead605fd905f9d49875fd65d5d91cbe1a72bf6a2f34ee5cf6faed8ce5d87d60c1b26fefcff5a4bfa231ebe2c9948475d95e98bac75f8ec8aaefe536b1d7ec9774ff5e3e4aaa22eace98a2c5f44478e3f75c5964efe73fb9db36f447022fdc325a0cf4622d765af77d6d29f675aefdce1ec7162cd7da6fb3cfadd8935f71aa74eb9d7527ec85ee3a63bf9c1bd26d7bdd9e7d09a339de3d4bdd3f1436b729df3456ce4aecf291b85eae99f9c3672fbd5a9744e6bb2f5996d17fa7bb6aeba52239c1870f6ba6b6d57f8cf659f11a791d7b195e3afce1d6e9b66dbf3546bcea4133ac7d1efa9ec4e6bcee463ce9a6cbfcfe639dbc7b2e382cec9f63167cd9795a7bae2abff2e1672e294eecac0a3ae83b3fdca8d3b4f658b5c319aeb9c33e5a86c1de7f21f5a73a61ce5ac399ddd69cda9fce7747a76e4fa776de1c4f897e33fc3a58ba545d26dd266699ff42fa92acf9f17cabb396f43dedebc637995f9dfc86fca5f9affabfc3df91fe657154c2b585cf08b82df157c58505538ad7071e12f0af7147e5838a09bbf9bd1ed8e6ebfedf661b70145938aae2d5a52f460d1f345ef15f52b1e5f1c2abeb97843f1dee263c5e7945c59f2ed927b4b7e5b72a8a4b4bbaffbe5dd17775fd97d47f737bb17959e577a69a9557a67e9e3a5af95e6979d5336adcc28bba36c6bd91fcb3e2f139d934a9d532cdd39c9961633ad84ab03fbe2cdd7d474bb1654135a7c92dc20274c79823c53b50261b97e4c7d83a48040cd5cccd216eb6632eeeaf126c9f575b4be7e9c3c4d3592aad5862d751325d7b166321130a39a3437ac591ac920b7ea412d8ec3d4a0ac1ac1af9a961c6f8b27b4a81e9043aa1ed18d66ba22a377ac9523580e0a5d16d79b0d3da407542321054c23a059465c569b70919c086bb2767d4cb3740d9fe3532328db0cc449043d119703613d12b4348313dbcc240e8d69662c428c25c232b5afba1a91b46032a0521f0bcd1b9a16e48711b3413dae3681cd848e0baaa9f3adf1c9902e651a399a8c276435884be2716229aec949ab59331291369fd428474d434f981649936930e29e1bb9554727dda4c901d582245c04ce1cb4a2c6629679bd1e854d226d72dd043a2d118e730e2443bb3e21da704b3bc3d1398f1b2bb769aa150793901667c4939144ad3c65269b8abf5c97d4f109577124b73fc236302b3c146240b7f16453548722f0a10e71136db2ca0703522ca21a72359794ab0f67aa0939a8a991b8b081a6c2f7602e4721713904c5671de38397e1636882860d69fbe7664eca184530983da023a4c0e6a553e6c88a0af3d35f669ab868aa91d09a2d6838283312c66faa5650ae9ecafc35641f6991a9932d494131d388eb4dd84c0c12bb249b41a6a5d3e0f8513d1e077ff409048a6bd6629d1c9396bb1d51f23a229fa964c5814f9aa31950260f07313fa1252e9b241361a1ebb04aaeae1acd9022ae2dd62cf871428fe2eeb88ed810ccda112da59dc507e929eceb6bd3e291b3b7099633040ac36214318e5031351ec76d21cb8cca8956530a209611a691ac6dcd96998cc1914cce03b4eaa3e4e038554a80f45d70c64802510e4b2f26a6cdc53ae954ae6e9c5d236e0b99490bfc36ebc823961694f81a521037035fa2ca4632daa4596486a4915e2b9b86068f9f472ea823f124e488de02f5981480aa30920cd11d035971dcccbdd43110e2322e91375f28cd354d39aa1a6d674a32b96ccb73a36126e416c36c356ae957091a86e7910c44086b9118f44b06872179c8eb70052805726273143e01bb5b105c6e6ae3da4dd98687583c6c262341299e8c51e1a005511fcde2909ac81e10d47604d38ad7ca6ab34a090797f3df6a459862539bdc4ab95cbb3eac22d369419fc4ec9cfae6f7dae34eb6c40a98c048205583e908c2c927cf321036e3ea47921152ee1f566155623610d6022db2b803776a12a58056b809fec51f9c13c8170991e89686a284bc8835dcfaa9e35a55d8909c356a8205f00c756137cf6cfc73d590c851e3f128b8a3fd6a32a1c7a364643591208e61e1a0860a8383c26da82694b716530c20f79ba45e9f3c3fa370844d2991b40ccac764084b8b9a8b539140be0dc7e4fc0b5951c312a8e342af3ce248e2a8868a06c3d672179230398dc9cd4835a2e805c2a619815128b1a29e929d1165b0605c8bc0017cd24c1377a4aa562dbc854727cf43c454f5e429ac86e727e12d64114e8d21e739613fb656ae9b3892db5742e64a4208bb52706f4aa889244a177c8b3209429b0383fa31d8a0b5a008cd24df175770490d306e4f837982268726a6a8e69b5466056b30b91a89f8e4392458a65fd0095c743a3600176a14ee410cd825c295bdc0fdd8092e57a03045fda17ac35d161785e90e92899c279ed4132aa5ef94de7c92130f4133158d722b072fe487b032bc4f8b68b1301207d88fa0689116b528b04b1c06437681fc745d5054655190cc500861890c633b2dc12d919db456a12c11ec4ed90b52a170e2371da57195025b4d483c0e2d0201f0565130f1110c392f0c6cc3a9c8a0109d2217553942708590988d1844444a0aa19908cc9c8e9fb089f5018d72ad93297806755b8c33dc6a5a2d94635bb143d891db989cb2566e827a45fd11ee16220481e0a224a06566d330906054833550a60ce71ae770dd9052e10b0f41754bc84d48b62db68b3569d8035d27035a508447488da262d9d7e218bc442471ad4819710da9ce0c49845228ebd1dd6abc8582555470645491f3450548a82d381ff5de16b1490b20e9f17c45501645161eca350fdf8ec408dfc5a3700a57b5c9746815a722cb582e9c4abc993893571555b6ab1bd8218f40fc4b7a34a6ea164f57a44a5e2044556bd2ad4498a36388a9464c6067245d5b8e10c160015c01bdc23ad48b3040a04919d9cba93b3676139a5083c07e883bf8f0c58e83262c581d28c2824f7140e316829235d90c114a5bd39587d0521a16c54d9178443d2277cc403e11d203b742aa4a615ddd041b615b26152ecacf540f71ae2bdf697076b34de47458d261927090a5c76144529884e40653d68d1b297013b984a80ca4244467a295c28e320c41048efe437a73d242a838102105d3ddbd5850246a1b45680876aa191a2001afc206ea469ba393745d748a25384020f3642c904b5cb807721d85368e460648c6906024db496cd7905dae81a0401608ebcd70464ad54610f984003bb25f5c474ca8c0d0fc1099a014c9460dc99c841a42678435a2f3b1f3ad885a0ec2e0ae3c1c44748823b8418032e1f3bc0a818e662c1a4d12e2b3331b6d41f8f0c6280553f59093b7b1a5d5c0fde4044201fc3427f09149714033a40224d38c667439dc339df086a3810a28697f4a31c8439b376819298d7c004b9da0e17821aa111ae430b4610cb8e0a038ddc4d63710de410583f353e88460102d00a08018223bd9d055646e9e8342966a00bd3829106ab4cb232f57c831b6cad2b8165a85697423a8c510a7e4b884c7712177846413504398f05e02158eb775b60f064dbb0ff34c04a851258950bb4496b9509a213a05c128f5d76205200d158e562452e05fa021e1bb6971449211bd02f5f43e89b741f64148d722c553f6433e17dd06e01b0186b046b6b0dd2508a722b48e324119d36e69259e92dd0d1c628f60794427db8944cefdd946b0728ba6a169a0069ebc46cee850ed6e48b23147022791cc09a42fd4fb56b9490dc2bbd2fd16952a1ea1845d2940332319caa0f412d55093e8c234ec09c20180b564402907e6a690240f188936f2baab51d040c302aa371a988e505b4ef615a165237a01123cdd0fb731b500c04fc83e76bbe6743e861a158d80c05a1cedbadb0ee8cfeed4d5d654eb0e986e0302c8948c21d8824e9b60469b9241d42d433840d084f3916ee6014bf3bcc61b47bac6d09296194425899831cab534974a8369920bf02710d0620257f1d203b550f4f12c0659a9312037b2c828c4350f7b7768c385e0a776ab01167c72468321ee75b024f205e557173476a240641094d618501e82674e4cd3e051c413d4d69c448bc1ebb81a6b238e9a11dbc00ad4a2f064972ec9063738e91ae885d77ac7976a6184402429465330232f66f8d203412e01a10c8407700bc7b0a8447c642762cde58f16568acc1ea199518a3b1e01549f7cd22cb4f0987c8579c7d2389b184e1a713584c39d10b7112be1070a01578f9bd90f07781748fe872152ea2b1b5023e91d17da458237433cd3f1de880c44c1c41d0de819732280715aa2528e0024155c81cf36b8732b65765e4fec848ede109161242c1d7983270468d9d1ab0889641c4102f5f3a109790bb0acf0fd36a45ff450b502f612081676b23b521bb2e1f65403cd9ba6748fe1933d48979a5557272858086a11b5cd41921c04c589f1541f6debb809e000b18d940f5dd34c2b1d04a44507818b861ba030f52519d7584ef8c2a4ae7c49a636c758b65e1288c0358c70401e757428ed4eaf445684d3b490e612e4f418ee0007f14e23e5e41849a420974012e4cf8442284da6f0442dcf6ed094680ce5fa86912e342182101b25019a785d08c1a6541f39be4e012ec444128803fa2357107db1a5f1baed2a3a2edfe60eab02b4b411540e03b95c0e5b714fc218cc568303eb9daed7297c4d9649383ec86b879df1a9e052dbc25d3b19c5b80acae05995e65f8e24225be16e426144a48a207a516ed69cb349b0961e0d3699c1b6d32c3dd56052ca319864fe543db7fb44c4726a92e96012e175bcc43b73678a8618ca35ba29cebb9c42a8e85811b1685903a8ba025c06507108c3c591a3b9425263d65a09f83d3d06228cc0dd845028010a3eb20546a49017f30e1a2aa5bb5389230fe239e1eb9a7c180fda632b8f3ca2e9430fe6aa5152176a1479284daa39d04eb7b8663aab67b691d9c528e728f95476b16d91b2031c5e9473148054f2a3e9a10b3590e20452488f5f728c5e50f2d29300de7edb8673a2d09ea4a507a662541c2587a659a1ef4b93841a5ea79c49b9df55f8c8932605c4a93d03b1273b480ce0ac713657039534aefff40cc23ba349071e3c0f86d40812b862ccfda9531dd580658af7980cb8671bc8d246a36c03b30073c3a5daecb0165302243dca13a249e4255eb29f8ce048dcd779e070dd222160d081b2e7604a5fca354ecf81cd3367d05d27ddb3523e5fe598caa94c08c8f41c2db3a03a7e4e2f32e29124b3b1cf1d804eb4b91d1579fa74c0495d8cb682c33d0aef4824858ed2fa4a3db1c101383cd301919cb9f6192097748ae7cfa096a0919b4d6e741e0ef02c94e3f926b7ab77f1ed479a6606306933300ab1e007b5fc85c8d2a3c014f0520c44c9466e888a671af1d023cd048a0aa3a59bd5866205b8504bebd04d4e76ba49a9b5b5d5d7e2fa9eac4fbb5ea5fe811382e821a1a6288d689dcfe9f10ab368165679076b4b46737cc474869cd2747f9d5cd7d888d93078bc120985ba7dee0a8df48e882a9fbdbe5e1e3f63c67f04af8ccdf95e474f2ea93768de8bcdd102162c0b1009a512bbe2716db2f31e9b31aecbd82edabed4c4b97e4c755d4db55ac39f1170b06320b911a5aa7ecc9806d1fbb910198df30880e0f1849a5aec9b820b66aa8b609e361e7bf6c33661e5ea2933a7dacf4fb342f40ce2944f09331b20669aa9f0ef42f3c714579b80c7086c15f3bbd4fcca1eeca762d9cee1f48ae67e5b49e1d0f4d9f67b1b0948f9f332e41e7aaa40af67bf3dcad5ec325643cfa5a9af66138792e05a3ac52e78ae15c063ffdc3015586003b19cb34e29d599baa36cce359b74686e1e7225dcfb32c6e969e9d176a21b8619fd98c925c471a3c923330e952e01f748a2b330d90d9b09a4073a2925a67429b9f00c44135a5144609a1ba9d168236b516db11b80305ec9f148257272a68be010bb07c3f7075213724a5ce244345a424e744f499a54da9341a13bcc029cc74ed1c2f1c976d65b6ec64493db115d8b986b628b833bb22cdf82277f5173f82c578cb22899d243185e77e67239e8599e8fe950efec276f3e4142e34a3cd33c0853157c5980cfa571596a880497b60513636e09dafdcff4250d529574b5f45de961e919a9322f91d791579d7f5dfe0bf9e5054ac1ed056f159415aa85db0adf28aceb16e8b6badbba6ec7bbcd2ababfe89f459715af293e5a3cb26471c9f32543bb47f1b598fea5df2cdd507ab2744ed983650f95493d2eebf1408fa33da6f75cda737bcf1ebdaee9b5b6d7c15ebede81de0ff7ceeb53dae7823e4bfbbcdca7baef357d7fddf7d3be53fab5f5fb6dbf01675d72d61d671d3aabb0ff15fdd7f6dfd6bfecec6f9ebdfaeca7cf3e7b40f980f0802d038acacbcb43e577956f2edf597eb0fc58798f813307de32f0f981fb061e1938aa225c717bc59a8a372aaa2ae7571a951b2adfaeec3be8dc415f1fb47cd05383060f9e3778d3e09383ab86f8862843e60fb969c8e6214f0c3938e4d8905e555555b55513ab1aaba6572da8d2abaeabda55f56cd53b55170e9d3f74e3d0cf865e2c5f295f2327e59fcbabe4a7e4bfc985c3aa8645873d3dac60f8dce1f387af1fbe71b8f8aef5f665fe95c9e38da5e32e616baeadf14b92dce87c7f90d3b6bce23ff191a4dce0fb04b45863ea3b70a0bdba279f994f2f617563fb3049ba2863dfab2f56b01b76fe8ad58d3b378bb6dcffc3bd63d9b3ebead8e88a8b401be33a13b4c117b3510f7ec046072ee7b4342fa0852e674fe6e52ba3d75feba12ddd742d5bf88713ccf7c9222f4d6965b39a2565c5ae9b3c34f6ec4dac7fcf0eb6e2dd1f79697d6f638f5c93a7ac68f8999736fe67ecc87dd8377f65166d993fd46b353bb2f0376c68f4d7a065eaec48c9463623748c553cf188476747b63fc2ae8b7cca2acced5e5a6c3b8b0e58ce2a46ecf4d05a3e78963d5696afb4afdee3a1451ed8c3defe3168f35ef1d2e6bfc20e3cf913d65ef6672fed8f7f619bd48f58fbad87bdb4db0eb3d6e8af58fb45ef7968879247d9d0b99fb3557ff8cc23fbe17d9fb1db771cf4bf5059a064eb65ebdb85cac6863ca5a3b104b44c5fdaea2f51f6cfce573afebbcc4bbbbb4c99bdfd53d671b49787766c415f65fe3992d2636b7f2f0d9f3d704fbed2b3cf402f0d9f1d78f253d673d1202f0d9f8d283dce7a3e53e5a5e1b3f75ad6b29e55c33db4c53ffc8a72f55927d9b2d7cef5d25e3f5769de92a72c9b30ca436b9d384a19ad9e60cbeef07969cb7dcac2feffcb961da9f3d0b6cd6950ba57e4299d0f9defa5ad3f5fc95ff939eb2cfa9a9756fc356546e80dd6b9f01b291aff2e27e27d416b9bfff8c27ca5e9072b900b848d1cdac65b56f813e3f294c0dccd1edaa66f6ef64f3f9ea704bfd2e9a58deaf45fab7fcab48f0f7b680f9f38ecefb1e369ffd8a6bc949f39f7edffbc94ad982d296303033db403a181eca5bec7d8d8dd23bdb4f057d9be5d79cad8ce0bbcb4172f6057853f600de3a679687f9c308dcd9a95af34dc33cf4bbb6f1e9bbdfd71d6d04df3d03acd387bf4e09fd8aa014b52f1e0c810d9fc43f65ecba7ac3d786bd6be75fe48e856f6f83f4fb0f681cb3d67462aef642f7fe7306befb8dbbb6fcfddecfc47b7b0f6efadf6ee5bf2205bf3ade3acbd61bd77dff8f5ec6f4f3dc6dadfdee2ddf7ee5616fecd49d67ef7939e7d2df73ec9867f262977cd7ec67be6e5cfb0cdf3dff6b717eef69c7928f222eb7f701f5bb57bbf572fcd7f66cb7e778cb557bce53d73d05b42679def78692fbcc3ae5990a7b4dff4be97f6fdf7d9d573b6b1f6719f78e53bff5fec6bbd4eb28e8494e5f3ebfc5b939232621a687b2867b97d1eb4170a946bf50f584775b1975653ac0caa7a94752e29f5c4d1d6821ecaa8f1c758c782dede7dd7f4569a6e3cc13ab6f6f3d2b6f553de1fb09e75f419e03df3a7e5ca9fc238f3dd4aefbebf572a5b6e96940e259db3840f4286c9554a9ff116ebb87798f7cca123940dc73e631dd79fe33db3ed1ca5aa18f97a6f8d97f6728dd2b27238eba81ded3d73bd4fa9de015e8aeabdfb8aeb9561abde631d0bc77969ea3865cdeb6fb28ec72778694f4c508a5eff2eebec7f81e7be60cd25ca4d3fd8ce9e0b4e054d4ae5acbffc1df908b45b4b0a1437adc095ebd67d949791eb046d9d9f725de789a3cc9deb1c1ae5ba27b6e667e4ba140db96ecda5a333729d73df86131ff9e5bd9252d7549cf24f67dfab5a317b7fc05a56ff7cff2cda327fe7caa14cda11635fbf6a4c2a8ec43ee0a5db27b11edfab66a3f75d0c9ac0599c76e03246b4caf16bbd34da7760067b7fd7256cb43c9fefa32dce994b47cc67352b1bd9e84594eb5c343a13fb6a900b3cfb40a37d7d277d9e73dfd2a8c68afb498aef7faef39cb974db756ccf9eef33dfe7ffe5e165a7b484f352fe951f7bf6118dcecc491bf96376ec0068536ff3ee9b761bcbdbfb342b37d298cf917da7b982bdb4b09e952fbfc7bb0fb4bdc03d39693fbb87757fed042b7f947272a6ce763eb69addb3ef63567e709d57bed71e12f7e5534eceda07daa42b715f2e5ac116f61305f79dfb98775ff5636c75f9f3ac7cc65359f72df31f929e632b819f577deb458f2fedbce115563acecfca57fd29d397e02f3bef7b8d953ff7092b7fe6af5e1976fd95adb9f07656fecebb5edabbff60777fff382beff5b197d6fb63767560332b1ffb2f2fade133f6dca63ca5eca13cc474a67fbe81cf96af3dc46ed95198455be6ff68607765c1bdcbd8ac293d4113b8dcb1edb07dbd9597cb2ad9eec394775db172d19d8c68cb3e79c14b83ecf787fb2b64a3e9df2ecfbc0ffb88d6e7aa935e1af60d3b3150e9b5e0276c778fc11e19eeef395849f67edb3f7de850cf99b4ef97038ee4dc37ec3e5929df368bed7e7884771f689ddf39e0a5910cf52395cd370c67d3956a0f2fc326572bcbefecc7765f49d83453d7f7cf1ba57cfd97a56cba4ed83493366c914fb9f1d011ffee1b089bba68a417dcf7f2904ddefb48d7b86fdae0df78efa37db86fe8035bbdf7d13edc7770eeaf99e73ee0d65c3580ec7eaa1a50e8f4c5572cf57796ad6437bcb836d5fb3ab40d176ef50f5c8afa50f2520ab73ab48dbd5ff2bf3c6a1a0becffbb97d6f7a4ffbcdf23cfffa3472a973bfbf6bfdf833dfee887acfe8a4a2fedaa4af6a3c96fb1fa27d3fdb4b3afe6dcf16cd78e1a366e9d827db3b95f0bda72ffab7fb994ed7cf8757fdde405fccc140d3a23dac486d7998746fba634b1193fbf91d5af37b37859eedfbfc9647dfa1ff5d79f4d395960227e1f9d897d8f567d90735fe4d69bd8c4b76e61eddfa07c9dde173cef4e46b4cd1d473c34922172d12dec76f90ad6fee14f3d7a8934dec52606d0a77e74af8776c4ff10fbe41149a938bad94b3bb6992dd8f12cab584739d22503fce548eb0ed8e19face2bc5d1eda3f46ed625b37fede5ff95a1ad33a76c8e567443b959fedf7cfab0bf77c0eff5f58a1f47f18c3dc2a');
CREATE TABLE warning (
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	stage    TEXT NOT NULL CHECK (stage IN ('extract', 'parse')),
	position INTEGER NOT NULL, -- in the order they were given, from 0
	page     INTEGER NOT NULL, -- 0: the whole document
	message  TEXT NOT NULL,
	PRIMARY KEY (document, stage, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE record (
	document   INTEGER PRIMARY KEY REFERENCES text ON DELETE CASCADE,
	version    TEXT NOT NULL,
	input      TEXT NOT NULL, -- text.digest
	digest     TEXT NOT NULL,
	kind       TEXT NOT NULL, -- "outcome-letter" and so on
	scored     INTEGER NOT NULL CHECK (scored IN (0, 1)), -- kinds that are
	confidence INTEGER NOT NULL -- in the kind, 0 to 100
) STRICT;
INSERT INTO record VALUES(1,'17b88b7ce7a7-e0d0e52cfabc','a7cb0cacec0ed7be57366e135b96c006d4429511ee9422640406d28d93fb4014','72eb2033affee23234c1992f8ea82039c9efa78723bf5a175626c9fced7f4edb','area-report',1,85);
CREATE TABLE field (
	document INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	name     TEXT NOT NULL,
	position INTEGER NOT NULL, -- in the record, from 0
	value    TEXT,
	status   TEXT NOT NULL, -- found, absent, never, unreadable, contradicted
	page     INTEGER NOT NULL,
	text     TEXT,          -- the words it came from
	PRIMARY KEY (document, name)
) STRICT, WITHOUT ROWID;
INSERT INTO field VALUES(1,'area',2,'Kestonbridge','found',1,'Area SEND inspection of Kestonbridge Local Area Partnership');
INSERT INTO field VALUES(1,'framework',1,'2023','found',0,NULL);
INSERT INTO field VALUES(1,'full_inspection_months',12,'36','found',1,'The next full reinspection of the area will be within approximately 3 years.');
INSERT INTO field VALUES(1,'icb',18,'NHS Dale and Moor Integrated Care Board','found',3,'NHS Dale and Moor Integrated Care Board');
INSERT INTO field VALUES(1,'inspection_end',7,'2024-03-08','found',1,'Inspection dates: 4 to 8 March 2024');
INSERT INTO field VALUES(1,'inspection_start',6,'2024-03-04','found',1,'Inspection dates: 4 to 8 March 2024');
INSERT INTO field VALUES(1,'kind',0,'area-report','found',1,'Area SEND inspection of Kestonbridge Local Area Partnership');
INSERT INTO field VALUES(1,'la_code',3,'E99000008','found',0,NULL);
INSERT INTO field VALUES(1,'lead_inspector_cqc',15,'Tobias Wren','found',4,'Tobias Wren, CQC Lead inspector');
INSERT INTO field VALUES(1,'lead_inspector_ofsted',14,'Marcus Thwaite','found',4,'Marcus Thwaite, Ofsted HMI Lead inspector');
INSERT INTO field VALUES(1,'local_authority',17,'Kestonbridge Council','found',3,'Kestonbridge Council');
INSERT INTO field VALUES(1,'next_inspection_months',11,'18','found',1,'A monitoring inspection of the area will be carried out within approximately 18 months.');
INSERT INTO field VALUES(1,'outcome',10,'failings','found',1,'There are widespread and/or systemic failings in Kestonbridge, leading to significant concerns about the experiences and outcomes of its children and young people with special educational needs and/or disabilities (SEND).');
INSERT INTO field VALUES(1,'previous_inspection_end',9,'2019-01-25','found',1,'Date of previous inspection: 21 to 25 January 2019');
INSERT INTO field VALUES(1,'previous_inspection_kind',19,'inspection','found',0,'official table (samples)');
INSERT INTO field VALUES(1,'previous_inspection_start',8,'2019-01-21','found',1,'Date of previous inspection: 21 to 25 January 2019');
INSERT INTO field VALUES(1,'priority_action_plan',13,'As a result, HMCI requires the local area partnership to prepare and submit a priority action plan (area SEND) that deals with each of the areas for priority action.','found',1,'As a result, HMCI requires the local area partnership to prepare and submit a priority action plan (area SEND) that deals with each of the areas for priority action.');
INSERT INTO field VALUES(1,'published',5,NULL,'absent',0,NULL);
INSERT INTO field VALUES(1,'region',4,'North East, Yorkshire and the Humber','found',0,NULL);
INSERT INTO field VALUES(1,'team',16,'Marcus Thwaite, Ofsted HMI Lead inspector; Tobias Wren, CQC Lead inspector; Colette Braithwaite-Moore, Ofsted HMI; Gareth Oakshott, CQC inspector; Noor Lattimer, Ofsted HMI','found',4,'Marcus Thwaite, Ofsted HMI Lead inspector');
CREATE TABLE finding (
	document    INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	position    INTEGER NOT NULL, -- in reading order, from 0
	id          TEXT NOT NULL,    -- SECTION-ITEM.SENTENCE
	section     TEXT NOT NULL,
	polarity    TEXT NOT NULL,    -- strength, development, neutral
	boilerplate INTEGER NOT NULL CHECK (boilerplate IN (0, 1)),
	page        INTEGER NOT NULL,
	text        TEXT NOT NULL,
	PRIMARY KEY (document, position),
	UNIQUE (document, id)
) STRICT, WITHOUT ROWID;
INSERT INTO finding VALUES(1,0,'outcome-1.1','outcome','neutral',0,1,'There are widespread and/or systemic failings in Kestonbridge, leading to significant concerns about the experiences and outcomes of its children and young people with special educational needs and/or disabilities (SEND).');
INSERT INTO finding VALUES(1,1,'outcome-1.2','outcome','neutral',0,1,'The partners must address these urgently.');
INSERT INTO finding VALUES(1,2,'outcome-2.1','outcome','neutral',0,1,'A monitoring inspection of the area will be carried out within approximately 18 months.');
INSERT INTO finding VALUES(1,3,'outcome-2.2','outcome','neutral',0,1,'The next full reinspection of the area will be within approximately 3 years.');
INSERT INTO finding VALUES(1,4,'outcome-3.1','outcome','neutral',0,1,'As a result, HMCI requires the local area partnership to prepare and submit a priority action plan (area SEND) that deals with each of the areas for priority action.');
INSERT INTO finding VALUES(1,5,'about-1.1','about','neutral',0,1,'Kestonbridge Council and NHS Dale and Moor Integrated Care Board (ICB) are jointly responsible for the planning and commissioning of services for children and young people with SEND in Kestonbridge.');
INSERT INTO finding VALUES(1,6,'about-2.1','about','neutral',0,1,'Senior leadership in the local authority has changed several times since the previous inspection.');
INSERT INTO finding VALUES(1,7,'about-2.2','about','neutral',0,1,'In 2022, responsibility for commissioning health services passed from two clinical commissioning groups to the ICB.');
INSERT INTO finding VALUES(1,8,'about-3.1','about','neutral',0,1,'The local authority commissions alternative provision (AP) from four registered providers and from a number of unregistered ones.');
INSERT INTO finding VALUES(1,9,'experience-1.1','experience','neutral',0,1,'Too many children and young people with SEND in Kestonbridge are not known, not heard and not helped in time.');
INSERT INTO finding VALUES(1,10,'experience-1.2','experience','neutral',0,1,'Their lives are made harder by the services that should support them.');
INSERT INTO finding VALUES(1,11,'experience-1.3','experience','neutral',0,1,'Parents told inspectors, again and again, that they were exhausted.');
INSERT INTO finding VALUES(1,12,'experience-2.1','experience','neutral',0,1,'Children’s needs are identified late.');
INSERT INTO finding VALUES(1,13,'experience-2.2','experience','neutral',0,1,'Only 52% of children have the check at the age of two to two and a half.');
INSERT INTO finding VALUES(1,14,'experience-2.3','experience','neutral',0,1,'Three out of four children wait for more than two years for an assessment of autism or attention deficit hyperactivity disorder.');
INSERT INTO finding VALUES(1,15,'experience-2.4','experience','neutral',0,1,'Young people who turn 18 are removed from the list and have to start again.');
INSERT INTO finding VALUES(1,16,'experience-2.5','experience','neutral',0,1,'In the meantime, many stop going to school, and some harm themselves.');
INSERT INTO finding VALUES(1,17,'experience-3.1','experience','neutral',0,1,'Most education, health and care (EHC) plans are late and poor.');
INSERT INTO finding VALUES(1,18,'experience-3.2','experience','neutral',0,1,'In 2023, 19% were issued within the statutory timescale of 20 weeks.');
INSERT INTO finding VALUES(1,19,'experience-3.3','experience','neutral',0,1,'Many plans have no section about health or social care at all.');
INSERT INTO finding VALUES(1,20,'experience-3.4','experience','neutral',0,1,'Some children have no school place.');
INSERT INTO finding VALUES(1,21,'experience-3.5','experience','neutral',0,1,'At the time of the inspection, 138 children with a plan were at home without suitable education.');
INSERT INTO finding VALUES(1,22,'experience-4.1','experience','neutral',0,1,'Parents do not know where to turn.');
INSERT INTO finding VALUES(1,23,'experience-4.2','experience','neutral',0,1,'Telephone calls and emails go unanswered.');
INSERT INTO finding VALUES(1,24,'experience-4.3','experience','neutral',0,1,'The local offer is out of date and few have heard of the advice service.');
INSERT INTO finding VALUES(1,25,'experience-4.4','experience','neutral',0,1,'Parents say that they rely on each other.');
INSERT INTO finding VALUES(1,26,'experience-4.5','experience','neutral',0,1,'When they complain, replies come months late.');
INSERT INTO finding VALUES(1,27,'experience-5.1','experience','neutral',0,2,'Disabled children who receive support from social care have workers who care about them, but changes are frequent.');
INSERT INTO finding VALUES(1,28,'experience-5.2','experience','neutral',0,2,'One young person had met seven social workers in two years.');
INSERT INTO finding VALUES(1,29,'experience-5.3','experience','neutral',0,2,'Short breaks have been reduced, and families are worn out.');
INSERT INTO finding VALUES(1,30,'experience-5.4','experience','neutral',0,2,'Three sets of parents had asked for their child to be taken into care because there was no other help.');
INSERT INTO finding VALUES(1,31,'experience-6.1','experience','neutral',0,2,'A small number of children have a better experience.');
INSERT INTO finding VALUES(1,32,'experience-6.2','experience','neutral',0,2,'Those with a vision or hearing impairment are known from birth, learn alongside their friends and achieve well.');
INSERT INTO finding VALUES(1,33,'experience-7.1','experience','neutral',0,2,'Young people are not prepared for adulthood.');
INSERT INTO finding VALUES(1,34,'experience-7.2','experience','neutral',0,2,'Few have travel training or experience of work.');
INSERT INTO finding VALUES(1,35,'experience-7.3','experience','neutral',0,2,'Adult services join planning so late that some young people lose their support at 18.');
INSERT INTO finding VALUES(1,36,'experience-7.4','experience','neutral',0,2,'The proportion not in education, employment or training has risen from 9% to 15% in three years and is twice the regional figure.');
INSERT INTO finding VALUES(1,37,'effective-1.1','effective','strength',0,2,'The sensory service identifies needs early and provides expert teaching.');
INSERT INTO finding VALUES(1,38,'effective-1.2','effective','strength',0,2,'Pupils with a hearing impairment reach higher standards than similar pupils nationally.');
INSERT INTO finding VALUES(1,39,'effective-2.1','effective','strength',0,2,'Staff in special schools are committed to their pupils.');
INSERT INTO finding VALUES(1,40,'effective-2.2','effective','strength',0,2,'They help them to communicate and to take part in the life of the town.');
INSERT INTO finding VALUES(1,41,'effective-3.1','effective','strength',0,2,'Some early help workers go to great lengths for families.');
INSERT INTO finding VALUES(1,42,'effective-3.2','effective','strength',0,2,'A group for fathers of disabled children has grown from four members to 40.');
INSERT INTO finding VALUES(1,43,'effective-4.1','effective','strength',0,2,'Since January 2024, the new chief executive and the ICB have been frank about the scale of the task.');
INSERT INTO finding VALUES(1,44,'effective-4.2','effective','strength',0,2,'They commissioned an independent review and published it in full.');
INSERT INTO finding VALUES(1,45,'better-1.1','better','development',0,2,'Leaders have failed to act on weaknesses that have been known since 2019.');
INSERT INTO finding VALUES(1,46,'better-1.2','better','development',0,2,'Boards have met, but no one has checked whether their decisions were carried out.');
INSERT INTO finding VALUES(1,47,'better-1.3','better','development',0,2,'Information is unreliable, and each service keeps its own.');
INSERT INTO finding VALUES(1,48,'better-1.4','better','development',0,2,'As a result, leaders have not understood how badly children are affected.');
INSERT INTO finding VALUES(1,49,'better-2.1','better','development',0,2,'The partnership does not meet its statutory duties.');
INSERT INTO finding VALUES(1,50,'better-2.2','better','development',0,2,'EHC needs assessments are not completed on time.');
INSERT INTO finding VALUES(1,51,'better-2.3','better','development',0,2,'Annual reviews are not held.');
INSERT INTO finding VALUES(1,52,'better-2.4','better','development',0,2,'The local authority does not secure the provision named in plans for many children, as the law requires.');
INSERT INTO finding VALUES(1,53,'better-2.5','better','development',0,2,'Complaints upheld by the ombudsman have doubled.');
INSERT INTO finding VALUES(1,54,'better-3.1','better','development',0,2,'Waiting times for neurodevelopmental assessment are unacceptable and are growing.');
INSERT INTO finding VALUES(1,55,'better-3.2','better','development',0,2,'There is hardly any help for families while they wait.');
INSERT INTO finding VALUES(1,56,'better-3.3','better','development',0,2,'Children’s mental health worsens, and some need to go to hospital.');
INSERT INTO finding VALUES(1,57,'better-4.1','better','development',0,2,'Speech and language therapy is given only to those with an EHC plan.');
INSERT INTO finding VALUES(1,58,'better-4.2','better','development',0,2,'Other children, including the youngest, receive none.');
INSERT INTO finding VALUES(1,59,'better-4.3','better','development',0,2,'Schools report that children arrive with less language each year.');
INSERT INTO finding VALUES(1,60,'better-5.1','better','development',0,2,'Oversight of AP is unsafe.');
INSERT INTO finding VALUES(1,61,'better-5.2','better','development',0,2,'Leaders do not visit unregistered providers and could not tell inspectors which pupils attend them or for how many hours.');
INSERT INTO finding VALUES(1,62,'better-5.3','better','development',0,2,'Attendance at AP is very low.');
INSERT INTO finding VALUES(1,63,'better-6.1','better','development',0,2,'Social workers’ contributions to EHC plans are usually missing.');
INSERT INTO finding VALUES(1,64,'better-6.2','better','development',0,2,'Where they exist, they say only that the child is not known to social care.');
INSERT INTO finding VALUES(1,65,'better-6.3','better','development',0,2,'Disabled children’s assessments are delayed, and adults’ services do not begin transition assessments when they should.');
INSERT INTO finding VALUES(1,66,'better-7.1','better','development',0,3,'Pupils with SEND achieve poorly.');
INSERT INTO finding VALUES(1,67,'better-7.2','better','development',0,3,'At the end of key stage 2, 9% of those with SEN support reach the expected standard, compared with 24% nationally, and the figure has fallen for three years.');
INSERT INTO finding VALUES(1,68,'better-7.3','better','development',0,3,'Suspensions have trebled since 2019.');
INSERT INTO finding VALUES(1,69,'better-7.4','better','development',0,3,'Leaders do not analyse why.');
INSERT INTO finding VALUES(1,70,'better-8.1','better','development',0,3,'Relationships with parents and carers have broken down.');
INSERT INTO finding VALUES(1,71,'better-8.2','better','development',0,3,'The parent carer forum closed in 2022 and there is nothing in its place.');
INSERT INTO finding VALUES(1,72,'priority-action-1.1','priority-action','development',0,3,'Leaders of the council and the ICB should act urgently to put in place effective governance, with accurate shared information, so that they know the impact of their work and hold each other to account.');
INSERT INTO finding VALUES(1,73,'priority-action-2.1','priority-action','development',0,3,'Leaders of the ICB should act urgently to reduce waiting times for neurodevelopmental assessment and to provide support for children and families while they wait.');
INSERT INTO finding VALUES(1,74,'priority-action-3.1','priority-action','development',0,3,'Leaders of the council should urgently ensure that EHC plans are completed and reviewed within statutory timescales, that they are accurate, and that the provision in them is made.');
INSERT INTO finding VALUES(1,75,'priority-action-4.1','priority-action','development',0,3,'Leaders of the council should urgently ensure that all children and young people with SEND who are out of school or in AP are safe and receive suitable education.');
INSERT INTO finding VALUES(1,76,'improvement-1.1','improvement','development',0,3,'Leaders across the partnership should re-establish ways for parents, carers and young people to work with them as equal partners.');
INSERT INTO finding VALUES(1,77,'improvement-2.1','improvement','development',0,3,'Leaders across the partnership should improve the contribution of children’s and adults’ social care to EHC plans and to preparation for adulthood.');
INSERT INTO finding VALUES(1,78,'improvement-3.1','improvement','development',0,3,'NHS Dale and Moor ICB should ensure that speech and language therapy is available to all children and young people who need it, and not only to those with an EHC plan.');
CREATE TABLE weakness (
	document INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	position INTEGER NOT NULL,
	list     TEXT NOT NULL,    -- weakness, priority-action, improvement
	number   INTEGER NOT NULL, -- in its list, as printed
	text     TEXT NOT NULL,
	bodies   TEXT,             -- who is responsible, as printed
	verdict  TEXT,             -- sufficient, insufficient
	page     INTEGER NOT NULL,
	PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
INSERT INTO weakness VALUES(1,0,'priority-action',1,'Leaders of the council and the ICB should act urgently to put in place effective governance, with accurate shared information, so that they know the impact of their work and hold each other to account.','Kestonbridge Council and NHS Dale and Moor ICB',NULL,3);
INSERT INTO weakness VALUES(1,1,'priority-action',2,'Leaders of the ICB should act urgently to reduce waiting times for neurodevelopmental assessment and to provide support for children and families while they wait.','NHS Dale and Moor ICB',NULL,3);
INSERT INTO weakness VALUES(1,2,'priority-action',3,'Leaders of the council should urgently ensure that EHC plans are completed and reviewed within statutory timescales, that they are accurate, and that the provision in them is made.','Kestonbridge Council',NULL,3);
INSERT INTO weakness VALUES(1,3,'priority-action',4,'Leaders of the council should urgently ensure that all children and young people with SEND who are out of school or in AP are safe and receive suitable education.','Kestonbridge Council',NULL,3);
INSERT INTO weakness VALUES(1,4,'improvement',1,'Leaders across the partnership should re-establish ways for parents, carers and young people to work with them as equal partners.',NULL,NULL,3);
INSERT INTO weakness VALUES(1,5,'improvement',2,'Leaders across the partnership should improve the contribution of children’s and adults’ social care to EHC plans and to preparation for adulthood.',NULL,NULL,3);
INSERT INTO weakness VALUES(1,6,'improvement',3,'NHS Dale and Moor ICB should ensure that speech and language therapy is available to all children and young people who need it, and not only to those with an EHC plan.',NULL,NULL,3);
CREATE TABLE action (
	document  INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	position  INTEGER NOT NULL,
	weakness  TEXT, -- number or heading of the weakness it answers
	action    TEXT,
	outcome   TEXT,
	owner     TEXT,
	due_text  TEXT, -- as printed
	due       TEXT, -- last day it can mean
	indicator TEXT,
	status    TEXT,
	page      INTEGER NOT NULL,
	PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE reviewer (
	name     TEXT NOT NULL PRIMARY KEY,
	position INTEGER NOT NULL UNIQUE,
	machine  INTEGER NOT NULL CHECK (machine IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO reviewer VALUES('ladder',1,1);
INSERT INTO reviewer VALUES('model',2,1);
CREATE TABLE scoring (
	document INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,
	version  TEXT NOT NULL,
	input    TEXT NOT NULL -- record.digest
) STRICT;
INSERT INTO scoring VALUES(1,'7d65fe9d515d twenty 191b67efc74a ladder model=9aa32a707126','72eb2033affee23234c1992f8ea82039c9efa78723bf5a175626c9fced7f4edb');
CREATE TABLE score (
	document  INTEGER NOT NULL REFERENCES scoring ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- of the criterion in its framework
	criterion TEXT NOT NULL,
	reviewer  TEXT NOT NULL REFERENCES reviewer,
	score     INTEGER NOT NULL, -- 1 to 4
	evidence  INTEGER NOT NULL, -- number of evidence rows it rests on
	why       TEXT NOT NULL,    -- one line
	PRIMARY KEY (document, criterion, reviewer)
) STRICT, WITHOUT ROWID;
INSERT INTO score VALUES(1,2,'assess-and-plan','ladder',4,18,'4: 4 sentences on the timeliness of plans or annual reviews (1 needed); 7 sentences on what health and care contribute to plans or annual reviews (1 needed); 8 sentences with a judgement (5 needed)');
INSERT INTO score VALUES(1,2,'assess-and-plan','model',4,18,'4: chances of 1 to 4 are 0%, 0%, 19%, 81%. Raised most by 4 sentences on the timeliness of plans or annual reviews; 9 sentences; 4 aspects');
INSERT INTO score VALUES(1,16,'clear-strengths-weaknesses','ladder',2,12,'2: 12 sentences (1 needed). Not 3: no sentences on strengths (2 needed)');
INSERT INTO score VALUES(1,16,'clear-strengths-weaknesses','model',2,12,'2: chances of 1 to 4 are 32%, 60%, 8%, 0%. Raised most by 7 sentences on priorities; 12 sentences; 2 aspects. Held back most by no sentences on strengths; no sentences on strengths, giving an example');
INSERT INTO score VALUES(1,5,'communication-clarity','ladder',3,7,'3: 3 aspects (2 needed); 4 sentences with a judgement (1 needed). Not 4: 1 sentence about parents and carers (8 needed); 1 sentence on how things are done or who qualifies for what, about parents and carers (2 needed); no sentences naming an effect or giving a number (2 needed)');
INSERT INTO score VALUES(1,5,'communication-clarity','model',3,7,'3: chances of 1 to 4 are 2%, 34%, 62%, 2%. Raised most by 1 sentence about parents and carers; 4 sentences; 3 aspects');
INSERT INTO score VALUES(1,18,'equality-duty','ladder',1,1,'1: Not 2: 1 sentence with a judgement (2 needed)');
INSERT INTO score VALUES(1,18,'equality-duty','model',2,1,'2: chances of 1 to 4 are 31%, 63%, 5%, 0%. Raised most by 1 aspect; 1 sentence; 1 sentence on exclusion and part-time timetables, access and adjustments or groups of people, with a judgement. Held back most by no sentences on exclusion and part-time timetables or access and adjustments, with praise');
INSERT INTO score VALUES(1,0,'id-timeliness','ladder',3,6,'3: 5 sentences with a judgement (2 needed); 1 sector (1 needed). Not 4: either 3 sentences about children and young people (7 needed) and no sentences on how early needs are found, about the early years (1 needed), or no age groups (2 needed) and no sentences about education (1 needed) and 1 sentence naming an effect or giving a number (3 needed)');
INSERT INTO score VALUES(1,0,'id-timeliness','model',3,6,'3: chances of 1 to 4 are 3%, 17%, 77%, 3%. Raised most by 3 sentences about children and young people; 5 sentences; 3 aspects. Held back most by no sentences on how early needs are found, about the early years; no age groups');
INSERT INTO score VALUES(1,1,'id-usefulness','ladder',2,3,'2: 3 sentences (1 needed). Not 3: either 2 paragraphs on how accurately needs are found, with a judgement (3 needed), or 3 sentences with a judgement (6 needed)');
INSERT INTO score VALUES(1,1,'id-usefulness','model',2,3,'2: chances of 1 to 4 are 7%, 44%, 47%, 2%. Raised most by 2 sentences on how accurately needs are found or consistency of identification; 2 paragraphs on how accurately needs are found, with a judgement; 3 sentences. Held back most by no sentences on what identification leads to');
INSERT INTO score VALUES(1,12,'improvement-planning','ladder',2,2,'2: 2 sentences (1 needed). Not 3: 1 sentence with a judgement (2 needed)');
INSERT INTO score VALUES(1,12,'improvement-planning','model',1,2,'1: chances of 1 to 4 are 65%, 20%, 15%, 0%. Raised most by 2 sentences; 2 aspects; 1 sentence with a judgement. Held back most by no sentences on the pace of improvement or capacity to improve; no sentences on governance, about leaders');
INSERT INTO score VALUES(1,4,'individual-involvement','ladder',3,1,'3: 1 sentence with a judgement (1 needed). Not 4: no sentences on the child''s voice, with a judgement (3 needed); no sentences about parents and carers (1 needed); 1 sentence about children and young people (3 needed)');
INSERT INTO score VALUES(1,4,'individual-involvement','model',2,1,'2: chances of 1 to 4 are 6%, 59%, 34%, 1%. Raised most by 1 sentence about children and young people; 1 aspect; 1 sentence. Held back most by no sentences on the child''s voice, with a judgement; no sentences about parents and carers');
INSERT INTO score VALUES(1,13,'joint-working','ladder',2,2,'2: 2 sentences (1 needed). Not 3: 1 sentence with a judgement (2 needed); 2 aspects (3 needed)');
INSERT INTO score VALUES(1,13,'joint-working','model',1,2,'1: chances of 1 to 4 are 93%, 4%, 3%, 0%. Raised most by 1 sentence on joint commissioning or work of leaders together; 2 sentences; 2 aspects. Held back most by no age groups');
INSERT INTO score VALUES(1,9,'outcomes-adulthood','ladder',3,8,'3: 5 aspects with a judgement (2 needed). Not 4: 1 sentence on health in adulthood (2 needed)');
INSERT INTO score VALUES(1,9,'outcomes-adulthood','model',3,8,'3: chances of 1 to 4 are 0%, 1%, 62%, 37%. Raised most by 5 aspects with a judgement; 1 sentence on independence, with a judgement; 7 sentences');
INSERT INTO score VALUES(1,10,'outcomes-collective','ladder',1,0,'1: no evidence');
INSERT INTO score VALUES(1,10,'outcomes-collective','model',1,0,'1: no evidence');
INSERT INTO score VALUES(1,6,'outcomes-education','ladder',3,5,'3: 5 sentences (5 needed); 4 aspects (3 needed). Not 4: 5 sentences (14 needed); 2 sentences drawing a comparison (3 needed)');
INSERT INTO score VALUES(1,6,'outcomes-education','model',3,5,'3: chances of 1 to 4 are 0%, 36%, 63%, 0%. Raised most by 4 aspects; 3 paragraphs with a judgement; 5 sentences');
INSERT INTO score VALUES(1,7,'outcomes-health','ladder',2,1,'2: 1 sentence with a judgement (1 needed). Not 3: 1 sentence on hospital admissions, mental health or physical health (2 needed); 1 sentence with a judgement (2 needed)');
INSERT INTO score VALUES(1,7,'outcomes-health','model',2,1,'2: chances of 1 to 4 are 28%, 69%, 3%, 0%. Raised most by 1 aspect; 1 sentence; 1 sentence on hospital admissions, mental health or physical health. Held back most by no sentences on hospital admissions, naming an effect or with praise; no sentences naming an effect or giving a number');
INSERT INTO score VALUES(1,8,'outcomes-social-care','ladder',2,2,'2: 2 sentences (1 needed). Not 3: either no sentences on taking part in activities (4 needed), or 2 sentences with a judgement (4 needed)');
INSERT INTO score VALUES(1,8,'outcomes-social-care','model',2,2,'2: chances of 1 to 4 are 5%, 91%, 4%, 0%. Raised most by 2 aspects; 2 sentences. Held back most by no sentences about parents and carers; no sentences on taking part in activities');
INSERT INTO score VALUES(1,19,'promotes-improvement','ladder',3,11,'3: 1 sentence on causes and effects of weaknesses (1 needed); 4 aspects (3 needed). Not 4: 1 sentence on causes and effects of weaknesses (2 needed)');
INSERT INTO score VALUES(1,19,'promotes-improvement','model',4,11,'4: chances of 1 to 4 are 0%, 1%, 43%, 55%. Raised most by 9 sentences; 4 aspects; 1 sentence on causes and effects of weaknesses');
INSERT INTO score VALUES(1,11,'self-evaluation','ladder',3,5,'3: 5 sentences (3 needed); 4 sentences with criticism (2 needed). Not 4: 2 sentences on how well the area knows itself (4 needed); 4 sentences with criticism (5 needed)');
INSERT INTO score VALUES(1,11,'self-evaluation','model',3,5,'3: chances of 1 to 4 are 1%, 12%, 56%, 31%. Raised most by 4 sentences with criticism; 5 sentences; 2 aspects');
INSERT INTO score VALUES(1,15,'social-care-contribution','ladder',4,10,'4: 8 sentences about social care (7 needed); 2 sentences on adults'' social care (1 needed)');
INSERT INTO score VALUES(1,15,'social-care-contribution','model',4,10,'4: chances of 1 to 4 are 0%, 0%, 27%, 73%. Raised most by 8 sentences about social care; 7 sentences on children''s social care, short breaks or adults'' social care, with a judgement; 2 sentences on adults'' social care');
INSERT INTO score VALUES(1,17,'statutory-compliance','ladder',4,12,'4: 1 sentence on meeting the code or the Act (1 needed); 3 sentences on duties named as such (3 needed)');
INSERT INTO score VALUES(1,17,'statutory-compliance','model',3,12,'3: chances of 1 to 4 are 0%, 0%, 67%, 33%. Raised most by 3 sentences on duties named as such; 3 aspects; 1 sentence on meeting the code or the Act');
INSERT INTO score VALUES(1,14,'strategic-engagement','ladder',2,2,'2: 2 sentences (1 needed). Not 3: no sentences with a judgement (1 needed)');
INSERT INTO score VALUES(1,14,'strategic-engagement','model',3,2,'3: chances of 1 to 4 are 1%, 3%, 90%, 6%. Raised most by 2 aspects; 2 sentences. Held back most by no sentences on families outside the forum; no sentences on what their views changed, about children and young people');
INSERT INTO score VALUES(1,3,'support-effective','ladder',3,15,'3: 13 sentences with a judgement (4 needed); 4 aspects (2 needed). Not 4: either 8 sentences about a service (29 needed), or 1 sentence on support without a plan (4 needed) and no sentences naming an effect on children or families (5 needed) and 4 aspects (5 needed)');
INSERT INTO score VALUES(1,3,'support-effective','model',2,15,'2: chances of 1 to 4 are 35%, 26%, 38%, 0%. Raised most by 8 sentences about a service; 13 sentences; 4 aspects. Held back most by no sentences on the effect of support, about education; no sentences naming an effect on children or families');
CREATE TABLE human_sheet (
	id           INTEGER PRIMARY KEY,
	document     INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	reviewer     TEXT NOT NULL REFERENCES reviewer,
	-- A third reading, of what two people see differently.
	adjudication INTEGER NOT NULL CHECK (adjudication IN (0, 1)),
	source       TEXT NOT NULL, -- the file's name, without its folder
	sha256       TEXT NOT NULL, -- of the file
	UNIQUE (document, reviewer)
) STRICT;
CREATE TABLE human_score (
	sheet     INTEGER NOT NULL REFERENCES human_sheet ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- of the criterion in its framework
	criterion TEXT NOT NULL,
	score     INTEGER NOT NULL CHECK (score BETWEEN 1 AND 4),
	note      TEXT NOT NULL,    -- the person's, often empty
	PRIMARY KEY (sheet, criterion)
) STRICT, WITHOUT ROWID;
CREATE TABLE score_evidence (
	document  INTEGER NOT NULL REFERENCES scoring ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- of the criterion in its framework
	criterion TEXT NOT NULL,
	finding   TEXT NOT NULL,    -- finding.id
	indicator TEXT NOT NULL,
	weight    REAL NOT NULL,
	PRIMARY KEY (document, criterion, finding, indicator),
	FOREIGN KEY (document, finding) REFERENCES finding (document, id)
		ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-2.2','aap-process',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-2.2','aap-timely',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-2.3','aap-reviews',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-6.1','aap-advice',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-6.1','aap-contribution',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-6.1','aap-sector',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','better-6.2','aap-sector',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','experience-3.1','aap-quality',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','experience-3.1','aap-timely',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','experience-3.3','aap-sector',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','improvement-2.1','aap-contribution',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','improvement-3.1','aap-contribution',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','improvement-3.1','aap-sector',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','priority-action-3.1','aap-outcomes',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','priority-action-3.1','aap-process',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','priority-action-3.1','aap-quality',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','priority-action-3.1','aap-reviews',1.0);
INSERT INTO score_evidence VALUES(1,2,'assess-and-plan','priority-action-3.1','aap-timely',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','better-1.1','clr-weak',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','better-7.1','clr-weak',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','experience-1.1','clr-headline',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','experience-3.1','clr-headline',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','improvement-1.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','improvement-2.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','improvement-3.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','outcome-1.1','clr-headline',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','priority-action-1.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','priority-action-2.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','priority-action-3.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,16,'clear-strengths-weaknesses','priority-action-4.1','clr-priority',1.0);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','better-6.2','com-known',0.5);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','better-6.2','com-understand',1.0);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','experience-1.1','com-understand',1.0);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','experience-4.1','com-navigate',1.0);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','experience-4.1','com-understand',1.0);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','experience-4.3','com-advice',1.0);
INSERT INTO score_evidence VALUES(1,5,'communication-clarity','experience-4.3','com-offer',1.0);
INSERT INTO score_evidence VALUES(1,18,'equality-duty','better-7.3','equ-exclusion',1.0);
INSERT INTO score_evidence VALUES(1,0,'id-timeliness','better-3.2','idt-wait-again',1.0);
INSERT INTO score_evidence VALUES(1,0,'id-timeliness','effective-1.1','idt-early',1.0);
INSERT INTO score_evidence VALUES(1,0,'id-timeliness','experience-2.1','idt-early',1.0);
INSERT INTO score_evidence VALUES(1,0,'id-timeliness','experience-2.3','idt-check',1.0);
INSERT INTO score_evidence VALUES(1,0,'id-timeliness','experience-2.3','idt-wait',1.0);
INSERT INTO score_evidence VALUES(1,0,'id-timeliness','priority-action-2.1','idt-wait',1.0);
INSERT INTO score_evidence VALUES(1,1,'id-usefulness','better-6.2','idu-missed',1.0);
INSERT INTO score_evidence VALUES(1,1,'id-usefulness','effective-1.1','idu-identified-well',1.0);
INSERT INTO score_evidence VALUES(1,1,'id-usefulness','experience-2.1','idu-identified-well',1.0);
INSERT INTO score_evidence VALUES(1,12,'improvement-planning','experience-6.2','imp-strategy',1.0);
INSERT INTO score_evidence VALUES(1,12,'improvement-planning','outcome-1.2','imp-action',1.0);
INSERT INTO score_evidence VALUES(1,4,'individual-involvement','experience-1.1','ind-listen',1.0);
INSERT INTO score_evidence VALUES(1,13,'joint-working','effective-4.2','joi-commission',1.0);
INSERT INTO score_evidence VALUES(1,13,'joint-working','experience-6.2','joi-together',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','better-6.3','oad-adult-care',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','experience-2.4','oad-adult-care',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','experience-7.1','oad-prepare',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','experience-7.2','oad-independence',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','experience-7.3','oad-adult-care',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','experience-7.3','oad-adult-health',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','experience-7.4','oad-employment',1.0);
INSERT INTO score_evidence VALUES(1,9,'outcomes-adulthood','improvement-2.1','oad-prepare',1.0);
INSERT INTO score_evidence VALUES(1,6,'outcomes-education','better-5.3','oed-attendance',1.0);
INSERT INTO score_evidence VALUES(1,6,'outcomes-education','better-7.2','oed-attainment',1.0);
INSERT INTO score_evidence VALUES(1,6,'outcomes-education','better-7.3','oed-exclusion',1.0);
INSERT INTO score_evidence VALUES(1,6,'outcomes-education','experience-6.2','oed-attainment',1.0);
INSERT INTO score_evidence VALUES(1,6,'outcomes-education','experience-7.4','oed-destination',1.0);
INSERT INTO score_evidence VALUES(1,7,'outcomes-health','better-3.3','ohe-mental',1.0);
INSERT INTO score_evidence VALUES(1,8,'outcomes-social-care','experience-6.2','osc-friends',1.0);
INSERT INTO score_evidence VALUES(1,8,'outcomes-social-care','priority-action-4.1','osc-safe',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','better-1.4','pro-tied',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','experience-5.3','pro-worked',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','improvement-1.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','improvement-2.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','improvement-3.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','priority-action-1.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','priority-action-1.1','pro-so-that',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','priority-action-2.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','priority-action-2.1','pro-so-that',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','priority-action-3.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,19,'promotes-improvement','priority-action-4.1','pro-identified',1.0);
INSERT INTO score_evidence VALUES(1,11,'self-evaluation','better-1.2','sev-rigour',1.0);
INSERT INTO score_evidence VALUES(1,11,'self-evaluation','better-1.4','sev-unknown',1.0);
INSERT INTO score_evidence VALUES(1,11,'self-evaluation','better-7.4','sev-rigour',1.0);
INSERT INTO score_evidence VALUES(1,11,'self-evaluation','experience-2.2','sev-rigour',1.0);
INSERT INTO score_evidence VALUES(1,11,'self-evaluation','experience-4.1','sev-unknown',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','better-6.1','soc-workers',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','better-6.2','soc-care',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','better-6.3','soc-adult',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','better-6.3','soc-disability-team',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','effective-3.1','soc-early-help',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','effective-3.1','soc-workers',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','experience-5.1','soc-disability-team',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','experience-5.2','soc-workers',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','experience-5.3','soc-short-breaks',1.0);
INSERT INTO score_evidence VALUES(1,15,'social-care-contribution','experience-7.3','soc-adult',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.1','sta-code-met',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.1','sta-duty',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.2','sta-timeliness',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.3','sta-reviews',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.4','sta-entitled',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.4','sta-provision',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-2.5','sta-budget',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','better-5.2','sta-provision',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','experience-3.1','sta-timeliness',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','experience-3.2','sta-duty',1.0);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','experience-4.3','sta-offer',0.5);
INSERT INTO score_evidence VALUES(1,17,'statutory-compliance','priority-action-3.1','sta-duty',1.0);
INSERT INTO score_evidence VALUES(1,14,'strategic-engagement','better-8.1','eng-feedback',1.0);
INSERT INTO score_evidence VALUES(1,14,'strategic-engagement','better-8.2','eng-forum',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','better-3.2','sup-wait',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','better-3.2','sup-while',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','better-6.3','sup-wait',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','better-7.2','sup-graduated',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','better-7.3','sup-education',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','effective-1.1','sup-education',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','effective-2.1','sup-education',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','effective-3.1','sup-care',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','experience-2.3','sup-wait',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','experience-2.5','sup-while',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','experience-3.4','sup-education',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','experience-5.2','sup-care',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','experience-5.3','sup-care',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','priority-action-2.1','sup-wait',1.0);
INSERT INTO score_evidence VALUES(1,3,'support-effective','priority-action-2.1','sup-while',1.0);
CREATE TABLE finding_mark (
	document INTEGER NOT NULL REFERENCES scoring ON DELETE CASCADE,
	finding  TEXT NOT NULL,
	sectors  TEXT, -- ids parted by spaces
	ages     TEXT,
	PRIMARY KEY (document, finding),
	FOREIGN KEY (document, finding) REFERENCES finding (document, id)
		ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO finding_mark VALUES(1,'about-1.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'about-2.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'about-2.2','health',NULL);
INSERT INTO finding_mark VALUES(1,'about-3.1','education',NULL);
INSERT INTO finding_mark VALUES(1,'better-1.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-1.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-1.3',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-1.4',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-2.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-2.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-2.3',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-2.4',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-2.5',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-3.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'better-3.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-3.3','health',NULL);
INSERT INTO finding_mark VALUES(1,'better-4.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'better-4.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-4.3','education','school-age');
INSERT INTO finding_mark VALUES(1,'better-5.1','education',NULL);
INSERT INTO finding_mark VALUES(1,'better-5.2',NULL,'school-age');
INSERT INTO finding_mark VALUES(1,'better-5.3','education',NULL);
INSERT INTO finding_mark VALUES(1,'better-6.1','social-care',NULL);
INSERT INTO finding_mark VALUES(1,'better-6.2','social-care',NULL);
INSERT INTO finding_mark VALUES(1,'better-6.3','social-care','19-25');
INSERT INTO finding_mark VALUES(1,'better-7.1',NULL,'school-age');
INSERT INTO finding_mark VALUES(1,'better-7.2','education','school-age');
INSERT INTO finding_mark VALUES(1,'better-7.3','education','school-age');
INSERT INTO finding_mark VALUES(1,'better-7.4',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-8.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'better-8.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'effective-1.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'effective-1.2',NULL,'school-age');
INSERT INTO finding_mark VALUES(1,'effective-2.1','education','school-age');
INSERT INTO finding_mark VALUES(1,'effective-2.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'effective-3.1','social-care',NULL);
INSERT INTO finding_mark VALUES(1,'effective-3.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'effective-4.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'effective-4.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-1.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-1.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-1.3',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-2.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-2.2',NULL,'early-years');
INSERT INTO finding_mark VALUES(1,'experience-2.3',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-2.4',NULL,'19-25');
INSERT INTO finding_mark VALUES(1,'experience-2.5','education','school-age');
INSERT INTO finding_mark VALUES(1,'experience-3.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-3.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-3.3','health social-care',NULL);
INSERT INTO finding_mark VALUES(1,'experience-3.4','education','school-age');
INSERT INTO finding_mark VALUES(1,'experience-3.5','education',NULL);
INSERT INTO finding_mark VALUES(1,'experience-4.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-4.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-4.3',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-4.4',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-4.5',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-5.1','social-care',NULL);
INSERT INTO finding_mark VALUES(1,'experience-5.2','social-care',NULL);
INSERT INTO finding_mark VALUES(1,'experience-5.3','social-care',NULL);
INSERT INTO finding_mark VALUES(1,'experience-5.4',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-6.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-6.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-7.1',NULL,'post-16 19-25');
INSERT INTO finding_mark VALUES(1,'experience-7.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'experience-7.3','social-care','19-25');
INSERT INTO finding_mark VALUES(1,'experience-7.4','education','post-16');
INSERT INTO finding_mark VALUES(1,'improvement-1.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'improvement-2.1','social-care','post-16 19-25');
INSERT INTO finding_mark VALUES(1,'improvement-3.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'outcome-1.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'outcome-1.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'outcome-2.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'outcome-2.2',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'outcome-3.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'priority-action-1.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'priority-action-2.1','health',NULL);
INSERT INTO finding_mark VALUES(1,'priority-action-3.1',NULL,NULL);
INSERT INTO finding_mark VALUES(1,'priority-action-4.1','education','school-age');
CREATE TABLE flagging (
	document INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,
	version  TEXT NOT NULL,
	input    TEXT NOT NULL -- see the view flag_input
) STRICT;
INSERT INTO flagging VALUES(1,'7d65fe9d515d 191b67efc74a a45a8ca168ea 1d0db23faba6','72eb2033affee23234c1992f8ea82039c9efa78723bf5a175626c9fced7f4edb 7d65fe9d515d twenty 191b67efc74a ladder model=9aa32a707126 72eb2033affee23234c1992f8ea82039c9efa78723bf5a175626c9fced7f4edb 72eb2033affee23234c1992f8ea82039c9efa78723bf5a175626c9fced7f4edb');
CREATE TABLE flag (
	document INTEGER NOT NULL REFERENCES flagging ON DELETE CASCADE,
	flag     TEXT NOT NULL,
	level    TEXT NOT NULL CHECK (level IN ('note', 'weak', 'absent')),
	detail   TEXT NOT NULL, -- one line
	PRIMARY KEY (document, flag)
) STRICT, WITHOUT ROWID;
INSERT INTO flag VALUES(1,'ages','note','Evaluated sentences: early years 1, school age 8, post-16 2, 19 to 25 3');
INSERT INTO flag VALUES(1,'improvement-link','note','3 of 7 areas listed have no finding like them: priority action 1, priority action 4, improvement 1');
INSERT INTO flag VALUES(1,'outcomes-balance','note','Sentences on outcomes: education 5, health 1, social care 2');
CREATE TABLE flag_ground (
	document INTEGER NOT NULL,
	flag     TEXT NOT NULL,
	finding  TEXT NOT NULL, -- finding.id
	PRIMARY KEY (document, flag, finding),
	FOREIGN KEY (document, flag) REFERENCES flag ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO flag_ground VALUES(1,'ages','better-6.3');
INSERT INTO flag_ground VALUES(1,'ages','experience-2.2');
INSERT INTO flag_ground VALUES(1,'ages','experience-7.1');
INSERT INTO flag_ground VALUES(1,'ages','experience-7.3');
INSERT INTO flag_ground VALUES(1,'ages','experience-7.4');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','better-3.3');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','better-5.3');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','better-7.2');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','better-7.3');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','experience-6.2');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','experience-7.4');
INSERT INTO flag_ground VALUES(1,'outcomes-balance','priority-action-4.1');
CREATE TABLE duty (
	document  INTEGER NOT NULL REFERENCES flagging ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- in duties.xml
	duty      TEXT NOT NULL,
	name      TEXT NOT NULL,
	provision TEXT NOT NULL,    -- where the law has it
	state     TEXT NOT NULL CHECK (state IN ('absent', 'implied', 'named')),
	PRIMARY KEY (document, duty)
) STRICT, WITHOUT ROWID;
INSERT INTO duty VALUES(1,22,'adult-care','Assess young people who will need adult care','Care Act 2014 s.58 to 66','implied');
INSERT INTO duty VALUES(1,8,'advice-service','Provide impartial information, advice and support','CFA s.32','absent');
INSERT INTO duty VALUES(1,10,'advice-six-weeks','Give advice for an assessment within six weeks','Regs 6, 8','implied');
INSERT INTO duty VALUES(1,15,'annual-review','Review each plan at least every twelve months','CFA s.44; Regs 18 to 21','implied');
INSERT INTO duty VALUES(1,18,'appeals','Appeals, mediation and disagreement resolution','CFA s.51 to 57; Regs 32','implied');
INSERT INTO duty VALUES(1,6,'co-operate','Co-operate','CFA s.28, 29, 31','absent');
INSERT INTO duty VALUES(1,23,'custody','Arrange for young people in custody','CFA s.70 to 75','absent');
INSERT INTO duty VALUES(1,9,'decision-six-weeks','Decide on a request for assessment, and say so, within six weeks','CFA s.36; Regs 5','absent');
INSERT INTO duty VALUES(1,11,'decision-sixteen-weeks','Say by sixteen weeks that no plan will be issued','Regs 10','absent');
INSERT INTO duty VALUES(1,20,'designated-officer','Have a designated medical or clinical officer in place','SEND code of practice (a should; usually cited as 3.45)','absent');
INSERT INTO duty VALUES(1,24,'equality','Public sector equality duty and reasonable adjustments','Equality Act 2010 s.20, s.149 and schedule 13','absent');
INSERT INTO duty VALUES(1,1,'identify','Identify all children and young people who have or may have SEN or a disability','CFA s.22','implied');
INSERT INTO duty VALUES(1,3,'integration','Promote integration of education and training with health and social care','CFA s.25','absent');
INSERT INTO duty VALUES(1,4,'joint-commissioning','Make joint commissioning arrangements','CFA s.26','absent');
INSERT INTO duty VALUES(1,7,'local-offer','Publish and review the local offer, with comments and the response to them','CFA s.30; Regs part 4 and schedule 2','implied');
INSERT INTO duty VALUES(1,2,'notify-health','Health bodies notify the local authority of a child under school age with SEN or a disability','CFA s.23','absent');
INSERT INTO duty VALUES(1,17,'personal-budget','Prepare a personal budget on request','CFA s.49; SI 2014/1652','absent');
INSERT INTO duty VALUES(1,16,'phase-transfer','Amend plans before a change of phase: 15 February, 31 March into post-16','Regs 18','absent');
INSERT INTO duty VALUES(1,13,'plan-content','Put into the plan what the law asks for, health and care included','CFA s.37; Regs 12','implied');
INSERT INTO duty VALUES(1,12,'plan-twenty-weeks','Issue the final plan within twenty weeks','Regs 13','named');
INSERT INTO duty VALUES(1,26,'relaxation-2020','Temporary relaxation of time limits in 2020','SI 2020/471; notice under the Coronavirus Act 2020','absent');
INSERT INTO duty VALUES(1,5,'review-provision','Keep education and care provision under review, consulting families','CFA s.27','absent');
INSERT INTO duty VALUES(1,14,'secure-provision','Secure the provision that a plan names','CFA s.42','implied');
INSERT INTO duty VALUES(1,21,'short-breaks','Provide short breaks and publish a statement of them','Children Act 1989, schedule 2 paragraph 6; SI 2011/707','implied');
INSERT INTO duty VALUES(1,19,'statement-transfer','Transfer statements to EHC plans by 1 April 2018','SI 2014/2270','absent');
INSERT INTO duty VALUES(1,0,'views','Have regard to views, wishes and feelings; participation; support for the best outcomes','CFA s.19','absent');
INSERT INTO duty VALUES(1,25,'written-statement','Inspection, report and written statement of action','Children Act 2004 s.20; SI 2015/1792 regs 3 and 4','absent');
CREATE TABLE duty_ground (
	document INTEGER NOT NULL,
	duty     TEXT NOT NULL,
	finding  TEXT NOT NULL, -- finding.id
	PRIMARY KEY (document, duty, finding),
	FOREIGN KEY (document, duty) REFERENCES duty ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO duty_ground VALUES(1,'adult-care','better-6.3');
INSERT INTO duty_ground VALUES(1,'adult-care','experience-7.3');
INSERT INTO duty_ground VALUES(1,'advice-six-weeks','better-6.1');
INSERT INTO duty_ground VALUES(1,'annual-review','better-2.3');
INSERT INTO duty_ground VALUES(1,'appeals','better-2.5');
INSERT INTO duty_ground VALUES(1,'identify','experience-2.1');
INSERT INTO duty_ground VALUES(1,'local-offer','experience-4.3');
INSERT INTO duty_ground VALUES(1,'plan-content','experience-3.3');
INSERT INTO duty_ground VALUES(1,'plan-twenty-weeks','experience-3.2');
INSERT INTO duty_ground VALUES(1,'plan-twenty-weeks','priority-action-3.1');
INSERT INTO duty_ground VALUES(1,'secure-provision','better-2.4');
INSERT INTO duty_ground VALUES(1,'short-breaks','experience-5.3');
CREATE INDEX run_program ON run (program, id);
CREATE INDEX run_night ON run (night) WHERE night IS NOT NULL;
CREATE UNIQUE INDEX document_name ON document (name, sample) WHERE live;
CREATE INDEX document_sample ON document (sample) WHERE live;
CREATE UNIQUE INDEX origin_current ON origin (address) WHERE current;
CREATE INDEX origin_document ON origin (document);
CREATE INDEX fetch_address ON fetch (address);
CREATE INDEX fetch_run_change ON fetch (run) WHERE change IS NOT NULL;
CREATE INDEX link_address ON link (address);
CREATE VIEW shown AS
SELECT id, name, sha256, size, sample
FROM document
WHERE live
	AND sample = (SELECT min(sample) FROM document WHERE live);
CREATE VIEW linked AS
SELECT o.document, min(w.published) AS published, w.label, w.address
FROM origin o
JOIN web w ON w.address = o.address
WHERE o.current AND w.published IS NOT NULL
GROUP BY o.document;
CREATE VIEW documents AS
SELECT
	d.name AS document,
	r.kind,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'framework') AS framework,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'area') AS area,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'la_code') AS la_code,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'region') AS region,
	coalesce(
		(SELECT value FROM field WHERE document = d.id
			AND name = 'published'),
		(SELECT published FROM linked WHERE document = d.id))
		AS published,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'inspection_start') AS inspection_start,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'inspection_end') AS inspection_end,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'determination') AS determination,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'outcome') AS outcome,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'next_inspection_months') AS next_inspection_months,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'full_inspection_months') AS full_inspection_months,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'previous_inspection_start')
		AS previous_inspection_start,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'previous_inspection_end')
		AS previous_inspection_end,
	-- A count only where the kind has such a list: an empty cell says
	-- that there is nothing to count, 0 that there are none.
	CASE WHEN r.kind IN ('outcome-letter', 'revisit-letter', 'wsoa') THEN
		(SELECT count(*) FROM weakness WHERE document = d.id
			AND list = 'weakness') END AS weaknesses,
	CASE WHEN r.kind IN ('area-report', 'monitoring-report') THEN
		(SELECT count(*) FROM weakness WHERE document = d.id
			AND list = 'priority-action') END AS priority_actions,
	CASE WHEN r.kind = 'area-report' THEN
		(SELECT count(*) FROM weakness WHERE document = d.id
			AND list = 'improvement') END AS improvements,
	nullif(t.pages, 0) AS pages, -- some formats have none
	t.words,
	d.sha256,
	(SELECT min(address) FROM origin
		WHERE document = d.id AND current) AS source,
	CASE
		WHEN t.failure IS NOT NULL THEN 'failed'
		WHEN EXISTS (SELECT 1 FROM warning WHERE document = d.id)
			THEN 'warned'
		WHEN r.document IS NOT NULL THEN 'ok'
	END AS status,
	coalesce(t.failure, (SELECT message FROM warning
		WHERE document = d.id ORDER BY stage, position LIMIT 1))
		AS message
FROM shown d
LEFT JOIN text t ON t.document = d.id
LEFT JOIN record r ON r.document = d.id
ORDER BY d.name
;
CREATE VIEW fields AS
SELECT d.name AS document, f.name AS field, f.value, f.status,
	nullif(f.page, 0) AS page, f.text
FROM shown d
JOIN field f ON f.document = d.id
WHERE NOT (f.name = 'published' AND f.value IS NULL
	AND d.id IN (SELECT document FROM linked))
UNION ALL
SELECT d.name, 'published', l.published, 'found', NULL,
	l.label || ' (link to ' || l.address || ')'
FROM shown d
JOIN record r ON r.document = d.id
JOIN linked l ON l.document = d.id
WHERE NOT EXISTS (SELECT 1 FROM field WHERE document = d.id
	AND name = 'published' AND value IS NOT NULL)
ORDER BY document, field;
CREATE VIEW findings AS
SELECT d.name AS document, f.id AS finding, nullif(f.page, 0) AS page,
	f.section, f.polarity, m.sectors, m.ages, f.text
FROM shown d
JOIN finding f ON f.document = d.id
LEFT JOIN finding_mark m ON m.document = d.id AND m.finding = f.id
WHERE NOT f.boilerplate
ORDER BY d.name, f.position;
CREATE VIEW given AS
SELECT g.document, g.position, g.criterion, g.reviewer, g.score, g.evidence,
	g.why, w.position AS place, w.machine,
	CASE g.reviewer
		WHEN (SELECT value FROM setting WHERE name = 'reviewer_1')
			THEN 1
		WHEN (SELECT value FROM setting WHERE name = 'reviewer_2')
			THEN 2
	END AS chosen
FROM (
	SELECT document, position, criterion, reviewer, score, evidence, why
	FROM score
	UNION ALL
	SELECT s.document, h.position, h.criterion, s.reviewer, h.score, 0,
		h.note
	FROM human_score h
	JOIN human_sheet s ON s.id = h.sheet
) g
JOIN reviewer w ON w.name = g.reviewer;
CREATE VIEW scores AS
SELECT d.name AS document, a.value AS area, s.criterion, s.reviewer,
	s.score, s.evidence, s.why
FROM shown d
JOIN given s ON s.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, s.position, s.criterion, s.place;
CREATE VIEW criteria AS
SELECT criterion, min(position) AS position
FROM given
GROUP BY criterion
ORDER BY min(position), criterion;
CREATE VIEW sheets AS
SELECT d.name AS document, h.reviewer, h.adjudication, h.source, h.sha256,
	(SELECT count(*) FROM human_score WHERE sheet = h.id) AS scores
FROM shown d
JOIN human_sheet h ON h.document = d.id
ORDER BY d.name, h.reviewer;
CREATE VIEW reviewers AS
SELECT name AS reviewer, machine
FROM reviewer
ORDER BY position;
CREATE VIEW combined AS
WITH candidate AS (
	SELECT *, count(chosen) OVER (PARTITION BY document, criterion) = 2
		AS by_choice
	FROM given
), ranked AS (
	SELECT document, position, criterion, reviewer, score,
		row_number() OVER (PARTITION BY document, criterion
			ORDER BY CASE WHEN by_choice THEN chosen
				ELSE place END) AS rank
	FROM candidate
	WHERE CASE WHEN by_choice THEN chosen IS NOT NULL ELSE machine END
), pair AS (
	SELECT document, criterion, min(position) AS position,
		max(CASE rank WHEN 1 THEN reviewer END) AS reviewer_1,
		max(CASE rank WHEN 1 THEN score END) AS score_1,
		max(CASE rank WHEN 2 THEN reviewer END) AS reviewer_2,
		max(CASE rank WHEN 2 THEN score END) AS score_2
	FROM ranked
	GROUP BY document, criterion
)
SELECT d.name AS document, a.value AS area, p.criterion,
	p.reviewer_1, p.score_1, p.reviewer_2, p.score_2,
	p.score_1 + p.score_2 AS combined
FROM shown d
JOIN pair p ON p.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, p.position, p.criterion;
CREATE VIEW evidence AS
SELECT d.name AS document, e.criterion, e.finding,
	nullif(f.page, 0) AS page, e.indicator,
	printf('%g', e.weight) AS weight, f.text
FROM shown d
JOIN score_evidence e ON e.document = d.id
JOIN finding f ON f.document = d.id AND f.id = e.finding
ORDER BY d.name, e.position, e.criterion, f.position, e.indicator;
CREATE VIEW flags AS
SELECT d.name AS document, a.value AS area, f.flag, f.level, f.detail
FROM shown d
JOIN flag f ON f.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, f.flag;
CREATE VIEW flag_grounds AS
SELECT d.name AS document, g.flag, g.finding, nullif(f.page, 0) AS page, f.text
FROM shown d
JOIN flag_ground g ON g.document = d.id
JOIN finding f ON f.document = d.id AND f.id = g.finding
ORDER BY d.name, g.flag, f.position;
CREATE VIEW duties AS
SELECT d.name AS document, a.value AS area, t.duty, t.name, t.provision,
	t.state,
	(SELECT group_concat(finding, ' ') FROM (
		SELECT f.id AS finding FROM duty_ground g
		JOIN finding f ON f.document = g.document AND f.id = g.finding
		WHERE g.document = t.document AND g.duty = t.duty
		ORDER BY f.position)) AS findings
FROM shown d
JOIN duty t ON t.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, t.position;
CREATE VIEW flag_summary AS
WITH sort AS (
	SELECT document, 'area' AS grouping, area AS value FROM documents
	UNION ALL
	SELECT document, 'region', region FROM documents
	UNION ALL
	SELECT document, 'determination', determination FROM documents
	UNION ALL
	SELECT document, 'framework', framework FROM documents
)
SELECT s.grouping, s.value, f.flag, f.level, count(*) AS documents
FROM sort s
JOIN flags f USING (document)
WHERE s.value IS NOT NULL
GROUP BY s.grouping, s.value, f.flag, f.level
ORDER BY s.grouping, s.value, f.flag, f.level;
CREATE VIEW flag_input AS
WITH placed AS (
	SELECT r.document, r.digest, a.value AS area
	FROM shown d
	JOIN record r ON r.document = d.id
	LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
), neighbours AS (
	SELECT area, group_concat(digest, ' ') AS digests
	FROM (SELECT area, digest FROM placed ORDER BY area, document)
	WHERE area IS NOT NULL
	GROUP BY area
)
SELECT p.document, p.digest || ' ' || coalesce(s.version || ' ' || s.input, '')
	|| ' ' || coalesce(n.digests, '') AS input
FROM placed p
LEFT JOIN scoring s ON s.document = p.document
LEFT JOIN neighbours n ON n.area = p.area;
CREATE VIEW actions AS
SELECT d.name AS document, a.value AS area, n.weakness, n.action,
	n.outcome, n.owner, n.due, n.indicator, n.status,
	nullif(n.page, 0) AS page
FROM shown d
JOIN action n ON n.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, n.position;
CREATE VIEW followed AS
SELECT d.id, d.name AS document, r.kind, a.value AS area,
	coalesce(
		(SELECT value FROM field
			WHERE document = d.id AND name = 'published'),
		(SELECT published FROM linked WHERE document = d.id),
		(SELECT value FROM field
			WHERE document = d.id AND name = 'inspection_end'))
		AS day
FROM shown d
JOIN record r ON r.document = d.id
JOIN field a ON a.document = d.id AND a.name = 'area'
WHERE a.value IS NOT NULL;
CREATE VIEW tracker AS
WITH letter AS (
	SELECT *, row_number() OVER (PARTITION BY area
		ORDER BY day DESC, document DESC) AS rank
	FROM followed
	WHERE kind IN ('outcome-letter', 'area-report')
), next AS (
	SELECT f.*, row_number() OVER (PARTITION BY f.area, f.kind
		ORDER BY f.day DESC, f.document DESC) AS rank
	FROM followed f
	LEFT JOIN letter l ON l.area = f.area AND l.rank = 1
	WHERE f.kind IN ('wsoa', 'wsoa-response', 'ministerial-letter',
			'revisit-letter')
		AND (l.day IS NULL OR f.day IS NULL OR f.day >= l.day)
), placed AS (
	SELECT f.area, l.id AS letter, w.id AS wsoa, s.id AS response,
		m.id AS minister, v.id AS revisit
	FROM (SELECT DISTINCT area FROM followed) f
	LEFT JOIN letter l ON l.area = f.area AND l.rank = 1
	LEFT JOIN next w ON w.area = f.area AND w.rank = 1
		AND w.kind = 'wsoa'
	LEFT JOIN next s ON s.area = f.area AND s.rank = 1
		AND s.kind = 'wsoa-response'
	LEFT JOIN next m ON m.area = f.area AND m.rank = 1
		AND m.kind = 'ministerial-letter'
	LEFT JOIN next v ON v.area = f.area AND v.rank = 1
		AND v.kind = 'revisit-letter'
), told AS (
	SELECT p.*,
		(SELECT value FROM field WHERE document = p.letter
			AND name = 'wsoa_due') AS due,
		-- The inspectorates' own word counts before the area's.
		coalesce(
			(SELECT value FROM field WHERE document = p.response
				AND name = 'wsoa_received'),
			(SELECT value FROM field WHERE document = p.wsoa
				AND name = 'submitted'),
			(SELECT value FROM field WHERE document = p.wsoa
				AND name = 'published')) AS delivered
	FROM placed p
)
SELECT
	t.area,
	(SELECT max(r.value) FROM followed f
		JOIN field r ON r.document = f.id AND r.name = 'region'
		WHERE f.area = t.area) AS region,
	(SELECT name FROM document WHERE id = t.letter) AS letter,
	(SELECT value FROM field WHERE document = t.letter
		AND name = 'determination') AS determination,
	t.due AS wsoa_due,
	(SELECT name FROM document WHERE id = t.wsoa) AS wsoa,
	CAST(julianday(t.delivered) - julianday(t.due) AS INTEGER)
		AS wsoa_days_late,
	(SELECT name FROM document WHERE id = t.response) AS response,
	(SELECT name FROM document WHERE id = t.minister)
		AS ministerial_letter,
	(SELECT name FROM document WHERE id = t.revisit) AS revisit,
	(SELECT count(*) FROM weakness WHERE document = t.letter
		AND list = 'weakness'
		HAVING (SELECT kind FROM record WHERE document = t.letter)
			= 'outcome-letter') AS weaknesses,
	(SELECT value FROM field WHERE document = t.revisit
		AND name = 'progress_made') AS progress_made,
	coalesce(
		(SELECT value FROM field WHERE document = t.revisit
			AND name = 'next_steps'),
		(SELECT value FROM field WHERE document = t.minister
			AND name = 'next_steps')) AS next_steps
FROM told t
ORDER BY t.area
;
CREATE VIEW changes AS
SELECT d.name AS document, f.change,
	coalesce((SELECT value FROM field WHERE document = d.id
		AND name = 'area'), w.area) AS area,
	w.kind, w.published, w.label, f.address, f.problem AS detail
FROM fetch f
JOIN web w ON w.address = f.address
LEFT JOIN origin o ON o.address = f.address AND o.current
LEFT JOIN document d ON d.id = o.document
WHERE f.change IS NOT NULL
	AND f.run > coalesce((SELECT max(id) FROM fetch_run
		WHERE ended IS NOT NULL
			AND id < (SELECT max(id) FROM fetch_run)), 0)
ORDER BY d.name, f.id;
CREATE VIEW summary AS
SELECT
	(SELECT count(*) FROM shown) AS documents,
	(SELECT count(*) FROM shown d JOIN text t ON t.document = d.id
		WHERE t.failure IS NOT NULL) AS failed,
	(SELECT count(*) FROM shown d JOIN scoring s ON s.document = d.id)
		AS scored,
	(SELECT count(*) FROM shown d JOIN score s ON s.document = d.id)
		AS scores;
CREATE VIEW runs AS
SELECT night, program, version, started, ended,
	CASE WHEN ended IS NOT NULL THEN
		printf('%.1f', milliseconds / 1000.0) END AS seconds,
	(kilobytes + 512) / 1024 AS megabytes,
	status, total, done, failed, summary
FROM run
ORDER BY id DESC;
CREATE VIEW kept AS
SELECT count(*) AS blobs, coalesce(sum(size), 0) AS blob_bytes,
	coalesce(sum(NOT live), 0) AS superseded
FROM document;
INSERT INTO reviewer VALUES('Ann',3,0);
INSERT INTO human_sheet VALUES(1,1,'Ann',0,'sheet.csv','0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO human_score VALUES(1,1,'id-timeliness',3,'');
PRAGMA user_version = 5;

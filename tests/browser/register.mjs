// A kelurahan's own list of sixty women as a spreadsheet writes it: a title
// above the headings, columns of its own, semicolons. The people are invented;
// no district has the number their NIK begin with.

const HEADINGS = [
  ['No', 'number'],
  ['NIK', 'nik'],
  ['No. KK', 'kk'],
  ['Nama Lengkap', 'name'],
  ['Tgl. Lahir', 'born'],
  ['Kelurahan', 'village'],
  ['RW', 'rw'],
  ['RT', 'rt'],
  ['Alamat', 'address'],
  ['Status Kawin', 'marital'],
  ['Kepala keluarga sehari-hari', 'head'],
  ['Sebab menjadi kepala keluarga', 'basis'],
  ['Pekerjaan', 'occupation'],
  ['Penghasilan', 'income'],
  ['Catatan petugas', 'remark'],
];
// Title, an empty line, headings.
const ABOVE = 3;
const FIRST = [
  'Aminah',
  'Badriah',
  'Cucu',
  'Dedeh',
  'Euis',
  'Fatimah',
  'Gina',
  'Halimah',
  'Iis',
  'Juariah',
  'Komariah',
  'Lilis',
];
const LAST = ['Suhendar', 'Permana', 'Kusnadi', 'Rohman', 'Wibowo'];
const SIZE = FIRST.length * LAST.length;
const BASES = [
  ['Cerai mati', 'Suami meninggal'],
  ['Cerai hidup', 'Bercerai'],
  ['Menikah', 'Suami sakit, disabilitas, atau tidak bekerja'],
];

const two = (number) => String(number).padStart(2, '0');

function woman(index) {
  const [day, month, year] = [(index % 27) + 1, (index % 12) + 1, 1961 + (index % 35)];
  const [marital, basis] = BASES[index % BASES.length];
  // The first two are mother and daughter under one roof.
  const home = Math.max(index, 1);
  return {
    number: index + 1,
    // A woman's day of birth stands in her NIK with 40 added.
    nik: `327599${day + 40}${two(month)}${two(year % 100)}${5001 + index}`,
    kk: `327599010120${1001 + home}`,
    name: `${FIRST[index % FIRST.length]} ${LAST[Math.floor(index / FIRST.length)]}`,
    born: `${two(day)}/${two(month)}/${year}`,
    village: index % 2 === 0 ? 'Teluk Pucung' : '',
    rw: home < 20 ? '11' : two((home % 9) + 1),
    rt: String((home % 5) + 1),
    address: `Kp. Teluk Pucung No. ${home}`,
    marital,
    head: 'ya',
    // The kader asks the first two why they head a family.
    basis: index < 2 ? '' : basis,
    occupation: 'Buruh cuci',
    income: '1.250.000',
    remark: '',
  };
}

// The row a spreadsheet gives to the woman at an index.
const row = (index) => index + ABOVE + 1;

const women = Array.from({ length: SIZE }, (_, index) => woman(index));

const masked = (nik) => `${nik.slice(0, 4)}**********${nik.slice(14)}`;

// Seven kinds of faults, each in a row of its own, and a row with two of them:
// what is written in place of the right value, the heading it stands under,
// what may be shown of it, and what the officer is told.
const KINDS = {
  rounded: {
    write: { nik: '3,27599E+15' },
    heading: 'NIK',
    shown: '3,27599E+15',
    told: 'Lembar sebar membulatkan angka terakhir. Ubah format sel menjadi teks, lalu ketik ulang dari KTP atau kartu keluarga.',
  },
  short: {
    write: { nik: '327599540388123' },
    heading: 'NIK',
    shown: '3275…',
    told: 'NIK terdiri dari 16 angka. Samakan dengan KTP.',
  },
  repeated: {
    write: { nik: women[0].nik },
    heading: 'NIK',
    shown: masked(women[0].nik),
    told: `NIK ini juga ada di baris ${row(0)}. Hapus salah satu.`,
  },
  nameless: {
    write: { name: '' },
    heading: 'Nama Lengkap',
    shown: '(kosong)',
    told: 'Wajib diisi.',
  },
  day: {
    write: { born: '31/02/1985' },
    heading: 'Tgl. Lahir',
    shown: '31/02/1985',
    told: 'Tulis tanggal yang ada, misalnya 14/03/1988.',
  },
  village: {
    write: { village: 'Harapan Jaya' },
    heading: 'Kelurahan',
    shown: 'Harapan Jaya',
    told: 'Kelurahan ini di luar wilayah Anda.',
  },
  word: {
    write: { marital: 'Janda' },
    heading: 'Status Kawin',
    shown: 'Janda',
    told: 'Isi ini tidak ada dalam pilihan. Tulis salah satu: Belum menikah, Menikah, Cerai hidup, Cerai mati, Pisah tanpa cerai.',
  },
};
const WRONG = new Map([
  [4, ['rounded']],
  [9, ['short']],
  [17, ['repeated']],
  [23, ['nameless']],
  [31, ['day']],
  [38, ['village']],
  [46, ['word']],
  [59, ['day', 'word']],
]);

function file(rows, name) {
  const cell = (text) => (/[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [
    'DAFTAR CALON P2WKSS KELURAHAN TELUK PUCUNG',
    '',
    HEADINGS.map(([heading]) => heading).join(';'),
    ...rows.map((one) => HEADINGS.map(([, member]) => cell(String(one[member]))).join(';')),
  ];
  // As a spreadsheet saves it: with a byte order mark and its line ends.
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) };
}

export const list = {
  size: SIZE,
  women,
  // Columns the register has no use for.
  foreign: ['No', 'Catatan petugas'],
  wrongRows: WRONG.size,
  // What the page must say: row, name, heading, value, words.
  faults: [...WRONG].flatMap(([index, kinds]) =>
    kinds.map((kind) => {
      const { write, heading, shown, told } = KINDS[kind];
      return [String(row(index)), write.name ?? women[index].name, heading, shown, told];
    }),
  ),
  faulty: file(
    women.map((one, index) =>
      Object.assign({ ...one }, ...(WRONG.get(index) ?? []).map((kind) => KINDS[kind].write)),
    ),
    'calon-teluk-pucung.csv',
  ),
  mended: file(women, 'calon-teluk-pucung-diperbaiki.csv'),
};
